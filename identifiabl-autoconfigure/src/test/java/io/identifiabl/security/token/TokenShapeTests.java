/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.security.token;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.testapp.LoopbackKeys;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.ShapeApplications;
import io.identifiabl.testapp.TokenShape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The tokens of all providers, signed and sent over HTTP to applications that are
 * configured as users would. There are more samples beside the project, where it is
 * checked out together with them.
 *
 * @author Identifiabl Contributors
 */
class TokenShapeTests {

	private static final Path SAMPLES = Path.of(System.getProperty("identifiabl.shared", "../../shared"), "claims");

	private static final List<TokenShape> OWN = TokenShape.ownShapes();

	private static final List<TokenShape> SHARED = Files.isDirectory(SAMPLES) ? TokenShape.in(SAMPLES) : List.of();

	private static LoopbackKeys keys;

	private static ShapeApplications applications;

	@BeforeAll
	static void start() {
		List<TokenShape> all = new ArrayList<>(OWN);
		all.addAll(SHARED);
		keys = LoopbackKeys.start(all.stream().map(TokenShape::header));
		applications = ShapeApplications.start(all, keys);
	}

	@AfterAll
	static void stop() {
		applications.close();
		keys.close();
	}

	@ParameterizedTest
	@MethodSource("ownShapes")
	void requestIsAnsweredAsTheShapeSays(TokenShape shape) {
		assertAnswer(shape);
	}

	static List<TokenShape> ownShapes() {
		return OWN;
	}

	@Test
	void thereIsAnAcceptedShapeForEveryPreset() {
		assertThat(OWN.stream().filter((shape) -> shape.error() == null).map(TokenShape::provider))
			.containsAll(Providers.all())
			.extracting(Provider::getName)
			.doesNotHaveDuplicates();
	}

	@Test
	void samplesTakePartWhereTheyAre() {
		assumeThat(SHARED).as("samples in %s (set -Didentifiabl.shared to their parent directory)", SAMPLES)
			.isNotEmpty();
		assertThat(SHARED).extracting(TokenShape::toString).doesNotHaveDuplicates();
	}

	@TestFactory
	Stream<DynamicTest> requestIsAnsweredAsTheSampleSays() {
		return SHARED.stream().map((sample) -> DynamicTest.dynamicTest(sample.toString(), () -> assertAnswer(sample)));
	}

	private static void assertAnswer(TokenShape shape) {
		String token = shape.sign(keys, Instant.now().getEpochSecond());
		HttpResponse<String> response = applications.get(shape).getAs(token, "/api/me");
		String error = shape.error();
		if (error != null) {
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(Problems.code(response)).isEqualTo(error);
			return;
		}
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(RunningApplication.json(response)).isEqualTo(shape.identity());
	}

}

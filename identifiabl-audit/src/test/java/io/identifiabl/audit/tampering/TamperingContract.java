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

package io.identifiabl.audit.tampering;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that is done to a log in one database, and that it is noticed by whom the
 * table says, and by nobody else.
 *
 * @author Identifiabl Contributors
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TamperingContract {

	private final Platform platform;

	private @Nullable Inquiry inquiry;

	TamperingContract(Platform platform) {
		this.platform = platform;
	}

	@BeforeAll
	void writeTheLog(@TempDir Path directory) {
		this.inquiry = new Inquiry(this.platform, directory);
	}

	static List<Tampering> tamperings() {
		return Tamperings.all();
	}

	@ParameterizedTest
	@MethodSource("tamperings")
	void tamperingIsNoticedByWhomTheTableSays(Tampering tampering) {
		assertThat(this.inquiry).isNotNull();
		assertThat(this.inquiry.hold(tampering)).as("query node background verify jar jar+copy start start+copy")
			.isEqualTo(tampering.findings(this.platform));
	}

}

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

package io.identifiabl.benchmarks;

import java.net.URI;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeySetServer} with a real client.
 *
 * @author Identifiabl Contributors
 */
class KeySetServerTests {

	private final JWKSet keys = new SampleIssuer().getKeySet();

	@Test
	void servesTheKeysAsOftenAsAsked() throws Exception {
		try (KeySetServer server = new KeySetServer(this.keys)) {
			assertThat(fetch(server)).isEqualTo(fetch(server)).isEqualTo(this.keys.toString());
		}
	}

	private static String fetch(KeySetServer server) throws Exception {
		return new DefaultResourceRetriever(5_000, 5_000).retrieveResource(URI.create(server.getUri()).toURL())
			.getContent();
	}

}

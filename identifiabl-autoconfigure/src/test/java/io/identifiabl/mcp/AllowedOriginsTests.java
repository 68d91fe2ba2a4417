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

package io.identifiabl.mcp;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AllowedOrigins}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class AllowedOriginsTests {

	private static final String RESOURCE = "https://API.example.com:8443/mcp";

	private static AllowedOrigins configured(String... origins) {
		return AllowedOrigins.of(RESOURCE, List.of(origins), List.of("Internal.example", "[FD00::1]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example.com:8443", "HTTPS://API.EXAMPLE.COM:8443", "https://app.example" })
	void originOfTheResourceAndConfiguredOnesAreAllowed(String origin) {
		assertThat(configured("https://APP.example/").isOriginAllowed(origin)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example.com", "http://api.example.com:8443", "https://app.example:444",
			"null", "", "https://app.example.evil", "https://internal.example" })
	void otherOriginsAreNot(String origin) {
		assertThat(configured("https://app.example").isOriginAllowed(origin)).isFalse();
	}

	@Test
	void anyOriginIsAllowedWhereThatIsConfigured() {
		assertThat(configured("*").isOriginAllowed("https://evil.example")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.example.com", "API.example.com", "internal.EXAMPLE", "fd00::1", "[fd00::1]",
			"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "::1" })
	void hostOfTheResourceConfiguredOnesAndLoopbackAreAllowed(String host) {
		assertThat(configured().isHostAllowed(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "api.example.com.evil", "127.0.0.2", "[::1", "::1]", "" })
	void otherHostsAreNot(String host) {
		assertThat(configured().isHostAllowed(host)).isFalse();
	}

	@Test
	void requestWithoutAHostIsNotAllowed() {
		assertThat(configured().isHostAllowed(null)).isFalse();
	}

	@Test
	void anyHostIsAllowedWhereNeitherResourceNorHostsAreKnown() {
		AllowedOrigins unknown = AllowedOrigins.of(null, List.of(), List.of());
		assertThat(unknown.isHostAllowed("anything.example")).isTrue();
		assertThat(unknown.isHostAllowed(null)).isTrue();
		assertThat(unknown.isOriginAllowed("https://anything.example")).isFalse();
	}

	@Test
	void configuredHostsCountWhereTheResourceIsNotKnown() {
		AllowedOrigins named = AllowedOrigins.of(null, List.of(), List.of("a.example"));
		assertThat(named.isHostAllowed("a.example")).isTrue();
		assertThat(named.isHostAllowed("localhost")).isTrue();
		assertThat(named.isHostAllowed("b.example")).isFalse();
	}

	@Test
	void corsConfigurationNamesOriginsAndNoCredentials() {
		CorsConfiguration cors = configured("https://app.example/").toCorsConfiguration();
		assertThat(cors.checkOrigin("https://app.example")).isEqualTo("https://app.example");
		assertThat(cors.checkOrigin("https://evil.example")).isNull();
		assertThat(cors.getAllowCredentials()).isNull();
		assertThat(cors.getAllowedMethods()).containsExactly("GET", "POST", "DELETE");
		assertThat(cors.getAllowedHeaders()).containsExactly("*");
		assertThat(cors.getExposedHeaders()).containsExactly("WWW-Authenticate", McpGateFilter.SESSION_ID);
		assertThat(cors.getMaxAge()).isEqualTo(3600);
	}

}

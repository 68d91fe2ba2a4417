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

package io.identifiabl.operation;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProviderNames}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ProviderNamesTests {

	private static final String ENTRA = "https://login.microsoftonline.com/";

	private static final String TENANT = "11111111-2222-3333-4444-555555555555";

	private final ProviderNames names = new ProviderNames(Map.of("https://example.auth0.com/", "auth0",
			"https://id.example.com", "keycloak", ENTRA + "{tenantid}/v2.0", "entra-id"));

	@ParameterizedTest
	@CsvSource({ "https://example.auth0.com/, auth0", "https://example.auth0.com, auth0",
			"https://id.example.com, keycloak", "https://id.example.com/, keycloak" })
	void nameWhenTheIssuerIsSpelledOtherwiseThenIsTheSame(String issuer, String name) {
		assertThat(this.names.find(issuer)).isEqualTo(name);
	}

	@Test
	void nameWhenTheIssuerIsThatOfATenantThenIsTheTemplates() {
		assertThat(this.names.find(ENTRA + TENANT + "/v2.0")).isEqualTo("entra-id");
		assertThat(this.names.find(ENTRA + TENANT + "/v2.0/")).isEqualTo("entra-id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", " ", "https://id.example.com//", "https://login.microsoftonline.com/x/v2.0",
			"HTTPS://id.example.com" })
	void nameWhenNobodyHasTheIssuerThenIsEmpty(String issuer) {
		assertThat(this.names.find(issuer)).isEmpty();
	}

	@Test
	void nameWhenThereIsNoIssuerThenIsEmpty() {
		assertThat(this.names.find(null)).isEmpty();
	}

}

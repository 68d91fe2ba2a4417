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

package io.identifiabl.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IssuerTests {

	private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	private static final String TEMPLATE = "https://login.microsoftonline.com/{tenantid}/v2.0";

	@Test
	void equalsWhenOnlyTheTrailingSlashDiffersThenTrue() {
		assertThat(Issuer.of("https://dev-123.us.auth0.com/")).isEqualTo(Issuer.of("https://dev-123.us.auth0.com"))
			.hasSameHashCodeAs(Issuer.of("https://dev-123.us.auth0.com"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example//", "https://issuer.example/a", "HTTPS://issuer.example",
			"https://issuer.example:443", "http://issuer.example", "https://issuer.example.", "https://issuer.example#",
			" https://issuer.example" })
	void equalsWhenMoreThanTheTrailingSlashDiffersThenFalse(String name) {
		assertThat(Issuer.of(name)).isNotEqualTo(Issuer.of("https://issuer.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", " ", " /" })
	void ofWhenNothingIsNamedThenRefuses(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> Issuer.of(name));
	}

	@Test
	void isSameWhenOnlyTheTrailingSlashDiffersThenTrue() {
		assertThat(Issuer.isSame("https://issuer.example/", "https://issuer.example")).isTrue();
		assertThat(Issuer.isSame("https://issuer.example/a", "https://issuer.example")).isFalse();
	}

	@Test
	void toStringWhenThereIsATrailingSlashThenWithout() {
		assertThat(Issuer.of("https://issuer.example/")).hasToString("https://issuer.example");
	}

	@Test
	void includesWhenSameThenTrue() {
		assertThat(Issuer.of(TEMPLATE).includes(Issuer.of(TEMPLATE + "/"))).isTrue();
		assertThat(Issuer.of("https://issuer.example/").includes(Issuer.of("https://issuer.example"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { TEMPLATE, TEMPLATE + "/", "https://sts.windows.net/{tenantid}/",
			"https://sts.windows.net/{tenantid}" })
	void includesWhenTenantStandsInItsPlaceThenTrue(String template) {
		Issuer issuer = Issuer.of(template.replace("{tenantid}", TENANT));
		assertThat(Issuer.of(template).includes(issuer)).isTrue();
		assertThat(Issuer.of(template).findTenant(issuer)).isEqualTo(TENANT);
	}

	@Test
	void includesWhenOtherIsTheTemplateThenFalse() {
		assertThat(Issuer.of(TEMPLATE.replace("{tenantid}", TENANT)).includes(Issuer.of(TEMPLATE))).isFalse();
	}

	@Test
	void includesWhenThereIsNoPlaceThenFalse() {
		assertThat(Issuer.of("https://issuer.example").includes(Issuer.of("https://issuer.example/" + TENANT)))
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com//v2.0", "https://login.microsoftonline.com/*/v2.0",
			"https://login.microsoftonline.com/common/v2.0", "https://login.microsoftonline.com/" + TENANT,
			"http://login.microsoftonline.com/" + TENANT + "/v2.0",
			"https://login.microsoftonline.com.evil.example/" + TENANT + "/v2.0",
			"https://login.microsoftonline.com/72F988BF-86F1-41AF-91AB-2D7CD011DB47/v2.0",
			"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db4/7/v2.0",
			"https://login.microsoftonline.com/------------------------------------/v2.0", "x" })
	void includesWhenMoreThanTheTenantDiffersThenFalse(String name) {
		assertThat(Issuer.of(TEMPLATE).includes(Issuer.of(name))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
			"99999999-aaaa-9999-aaaa-999999999999" })
	void isTenantWhenGuidThenTrue(String tenant) {
		assertThat(Issuer.isTenant(tenant)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "contoso.com", "0000000000-000-0000-0000-000000000000",
			"/0000000-0000-0000-0000-000000000000", ":0000000-0000-0000-0000-000000000000",
			"`0000000-0000-0000-0000-000000000000", "g0000000-0000-0000-0000-000000000000",
			"00000000-0000-0000-0000-0000000000000" })
	void isTenantWhenNoGuidThenFalse(String text) {
		assertThat(Issuer.isTenant(text)).isFalse();
	}

}

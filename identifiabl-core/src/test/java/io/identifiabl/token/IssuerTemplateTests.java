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

package io.identifiabl.token;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.Issuer;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerTemplateTests {

	private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	private static final String TEMPLATE = "https://login.microsoftonline.com/{tenantid}/v2.0";

	private final IssuerTemplate template = new IssuerTemplate(TEMPLATE, Set.of(TENANT));

	@Test
	void matchesWhenTenantIsAllowedThenTrue() {
		assertThat(this.template.matches(TEMPLATE.replace("{tenantid}", TENANT))).isTrue();
	}

	@Test
	void matchesWhenTenantIsNotAllowedThenFalse() {
		assertThat(this.template.matches(TEMPLATE.replace("{tenantid}", TENANT.replace('7', '8')))).isFalse();
	}

	@Test
	void matchesWhenAnyTenantIsAllowedThenTrue() {
		IssuerTemplate any = new IssuerTemplate(TEMPLATE, Set.of("*"));
		assertThat(any.matches(TEMPLATE.replace("{tenantid}", TENANT.replace('7', '8')))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://login.microsoftonline.com//v2.0", TEMPLATE,
			"https://login.microsoftonline.com/*/v2.0", "https://login.microsoftonline.com/v2.0",
			"https://login.microsoftonline.com/common/v2.0", "https://login.microsoftonline.com/" + TENANT,
			"https://login.microsoftonline.com/" + TENANT + "/v2.0/",
			"http://login.microsoftonline.com/" + TENANT + "/v2.0",
			"https://login.microsoftonline.com.evil.example/" + TENANT + "/v2.0",
			"https://login.microsoftonline.com/72F988BF-86F1-41AF-91AB-2D7CD011DB47/v2.0",
			"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db4/7/v2.0",
			"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db4g/v2.0",
			"https://login.microsoftonline.com/72f988bf086f1041af091ab02d7cd011db47/v2.0",
			"https://login.microsoftonline.com/------------------------------------/v2.0" })
	void matchesWhenMoreThanTheTenantDiffersThenFalse(String issuer) {
		IssuerTemplate any = new IssuerTemplate(TEMPLATE, Set.of("*"));
		assertThat(any.matches(issuer)).isFalse();
	}

	@Test
	void includesWhenIssuerIsNoTemplateThenIsThatOneHoweverItIsSpelled() {
		Issuer issuer = Issuer.of("https://idp.example.com");
		assertThat(IssuerTemplate.includes(issuer, Set.of(), "https://idp.example.com/")).isTrue();
		assertThat(IssuerTemplate.includes(issuer, Set.of("*"), "https://idp.example.org")).isFalse();
		assertThat(IssuerTemplate.includes(issuer, Set.of("*"), " ")).isFalse();
	}

	@Test
	void isTemplateWhenThereIsAPlaceForTheTenantThenTrue() {
		assertThat(IssuerTemplate.isTemplate(TEMPLATE)).isTrue();
		assertThat(IssuerTemplate.isTemplate("https://issuer.example")).isFalse();
	}

}

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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.identifiabl.identity.Identity;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.token.IdentityJwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who the operators are where the configuration does not say it, or not all of it.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class OperatorSettingsTests {

	private static final String HINT = "nobody is an operator";

	private static final String HOME = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	private static final String GUEST = "0b1c2d3e-86f1-41af-91ab-2d7cd011db47";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class))
		.withPropertyValues("identifiabl.audiences=urn:api");

	private final ApplicationContextRunner tenants = this.runner
		.withPropertyValues("identifiabl.providers.work.issuer=" + issuer("{tenantid}"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "*", HOME + "," + GUEST })
	void includeWhenOnlyProviderHasManyTenantsThenNobody(String allowed, CapturedOutput output) {
		this.tenants.withPropertyValues("identifiabl.providers.work.allowed-tenants=" + allowed).run((context) -> {
			Operators operators = context.getBean(Operators.class);
			assertThat(includes(operators, HOME)).isFalse();
			assertThat(includes(operators, GUEST)).isFalse();
		});
		assertThat(output).contains(HINT, "identifiabl.operator-tenants");
	}

	@Test
	void includeWhenOnlyProviderHasOneTenantThenItsUsers(CapturedOutput output) {
		this.tenants.withPropertyValues("identifiabl.providers.work.allowed-tenants=" + HOME).run((context) -> {
			Operators operators = context.getBean(Operators.class);
			assertThat(includes(operators, HOME)).isTrue();
			assertThat(includes(operators, GUEST)).isFalse();
			assertThat(operators.areNamed()).isFalse();
		});
		assertThat(output).doesNotContain(HINT);
	}

	@ParameterizedTest
	@CsvSource({ "operator-tenants," + HOME, "operator-issuers,https://login.microsoftonline.com/" + HOME + "/v2.0" })
	void includeWhenATenantIsNamedThenItsUsers(String property, String value, CapturedOutput output) {
		this.tenants
			.withPropertyValues("identifiabl.providers.work.allowed-tenants=*", "identifiabl." + property + "=" + value)
			.run((context) -> {
				Operators operators = context.getBean(Operators.class);
				assertThat(includes(operators, HOME)).isTrue();
				assertThat(includes(operators, GUEST)).isFalse();
			});
		assertThat(output).doesNotContain(HINT);
	}

	@Test
	void includeWhenTheTemplateIsNamedThenUsersOfAllTenants() {
		this.tenants
			.withPropertyValues("identifiabl.providers.work.allowed-tenants=*",
					"identifiabl.operator-issuers=" + issuer("{tenantid}"))
			.run((context) -> assertThat(includes(context.getBean(Operators.class), GUEST)).isTrue());
	}

	@Test
	void includeWhenFurtherIssuerIsOfAnotherTenantThenNobody(CapturedOutput output) {
		this.runner
			.withPropertyValues("identifiabl.providers.work.issuer=" + issuer(HOME),
					"identifiabl.providers.work.additional-issuers=" + issuer(GUEST))
			.run((context) -> assertThat(includes(context.getBean(Operators.class), HOME)).isFalse());
		assertThat(output).contains(HINT);
	}

	@Test
	void includeWhenFurtherIssuerIsOfTheSameTenantThenItsUsers() {
		this.runner
			.withPropertyValues("identifiabl.providers.work.issuer=" + issuer(HOME),
					"identifiabl.providers.work.additional-issuers=https://sts.windows.net/" + HOME + "/")
			.run((context) -> assertThat(includes(context.getBean(Operators.class), HOME)).isTrue());
	}

	@Test
	void includeWhenFurtherIssuerTellsNoTenantThenOnlyUsersOfTheFirst(CapturedOutput output) {
		this.runner
			.withPropertyValues("identifiabl.providers.kc.issuer=https://kc.example/realms/staff",
					"identifiabl.providers.kc.additional-issuers=https://kc.example/realms/customers")
			.run((context) -> {
				Operators operators = context.getBean(Operators.class);
				assertThat(operators.include(caller("https://kc.example/realms/staff", null))).isTrue();
				assertThat(operators.include(caller("https://kc.example/realms/customers", null))).isFalse();
			});
		assertThat(output).contains("only https://kc.example/realms/staff does", "identifiabl.operator-issuers");
	}

	// an administrator of either realm names its organizations
	@Test
	void startWhenTenantIsNamedForIssuersThatTellNoneThenRefuses() {
		this.runner
			.withPropertyValues("identifiabl.providers.kc.issuer=https://kc.example/realms/staff",
					"identifiabl.providers.kc.additional-issuers=https://kc.example/realms/customers",
					"identifiabl.operator-tenants=acme")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("identifiabl.operator-tenants is set without identifiabl.operator-issuers"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "*", HOME + "," + GUEST, HOME })
	void includeWhenATemplateIsBesideAnIssuerThatTellsNoTenantThenNobody(String allowed, CapturedOutput output) {
		this.tenants
			.withPropertyValues("identifiabl.providers.work.type=entra",
					"identifiabl.providers.work.allowed-tenants=" + allowed,
					"identifiabl.providers.work.additional-issuers=https://sts.example.com")
			.run((context) -> {
				Operators operators = context.getBean(Operators.class);
				assertThat(includes(operators, HOME)).isFalse();
				assertThat(includes(operators, GUEST)).isFalse();
			});
		assertThat(output).contains(HINT, "identifiabl.operator-issuers");
	}

	private static boolean includes(Operators operators, String tenant) {
		return operators.include(caller(issuer(tenant), tenant));
	}

	private static JwtAuthenticationToken caller(String issuer, @Nullable String tenant) {
		Jwt jwt = Jwt.withTokenValue("t").header("alg", "RS256").claim("sub", "user").build();
		Identity identity = Identity.builder(issuer, "user").tenant(tenant).build();
		return new JwtAuthenticationToken(new IdentityJwt(jwt, identity), List.of());
	}

	private static String issuer(String tenant) {
		return "https://login.microsoftonline.com/" + tenant + "/v2.0";
	}

}

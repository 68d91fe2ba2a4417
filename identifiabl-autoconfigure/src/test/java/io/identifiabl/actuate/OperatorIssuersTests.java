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

package io.identifiabl.actuate;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a token of a customer's issuer can do with scopes of operators, which that issuer
 * may put into it as it likes.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class OperatorIssuersTests {

	private static final String[] SCOPES = { "actuator:read", "actuator:write", "audit:read:all", "audit:verify",
			"audit:erase" };

	private static TestIssuer workforce;

	private static TestIssuer customer;

	@BeforeAll
	static void start() {
		workforce = TestIssuer.start("/workforce/");
		customer = TestIssuer.start("/customer");
	}

	@AfterAll
	static void stop() {
		workforce.close();
		customer.close();
	}

	@Test
	void requestWhenIssuersOfOperatorsAreNamedThenCustomersTokenIsNone() {
		try (RunningApplication application = both("identifiabl.operator-issuers=" + workforce.getIssuer())) {
			assertThat(statuses(application, operator(customer))).containsOnly(403);
			assertThat(statuses(application, operator(workforce))).doesNotContain(401, 403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "with", "without" })
	void requestWhenIssuerIsSpelledWithOrWithoutASlashThenOperatorIsOne(String slash) {
		String issuer = workforce.getIssuer().replaceAll("/$", "") + (slash.equals("with") ? "/" : "");
		try (RunningApplication application = both("identifiabl.operator-issuers=" + issuer)) {
			assertThat(statuses(application, operator(workforce))).doesNotContain(401, 403);
		}
	}

	@Test
	void requestWhenThereAreSeveralProvidersAndNothingIsSetThenNobodyIsOperator(CapturedOutput output) {
		try (RunningApplication application = both()) {
			assertThat(statuses(application, operator(customer))).containsOnly(403);
			assertThat(statuses(application, operator(workforce))).containsOnly(403);
		}
		assertThat(output).contains("identifiabl.operator-issuers=");
	}

	@Test
	void refusalWhenScopeIsThereThenAsksForNoScope() {
		try (RunningApplication application = both()) {
			HttpResponse<String> response = application.getAs(operator(customer), "/actuator/env");
			assertThat(RunningApplication.json(response)).containsEntry("code", "access_denied");
			assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		}
	}

	@Test
	void requestWhenThereIsOneProviderThenItIsTheOneOfOperators() {
		try (RunningApplication application = only()) {
			assertThat(application.getAs(operator(workforce), "/actuator/env").statusCode()).isEqualTo(200);
			assertThat(application.postAs(operator(workforce), "/actuator/audittrail/verify", "{}").statusCode())
				.isEqualTo(200);
		}
	}

	@Test
	void requestWhenThereIsOneProviderThenEveryRecordAndErasureNeedANamedOperator(CapturedOutput output) {
		try (RunningApplication application = only()) {
			assertThat(application.getAs(operator(workforce), "/actuator/audittrail").statusCode()).isEqualTo(403);
			assertThat(application.getAs(operator(workforce), "/actuator/audittrail/export?format=bundle").statusCode())
				.isEqualTo(403);
			assertThat(erase(application, operator(workforce)).statusCode()).isEqualTo(403);
		}
		assertThat(output).contains("identifiabl.operator-issuers", "identifiabl.operator-tenants");
	}

	@Test
	void requestWhenTenantsOfOperatorsAreNamedThenOnlyTheirUsersAreOperators() {
		try (RunningApplication application = only("identifiabl.operator-tenants=ops")) {
			assertThat(statuses(application, token(workforce).claim("tenant", "ops").sign())).doesNotContain(401, 403);
			assertThat(statuses(application, token(workforce).claim("tenant", "acme").sign())).containsOnly(403);
			assertThat(statuses(application, operator(workforce))).containsOnly(403);
		}
	}

	@Test
	void startWhenTenantsAreNamedWithoutTheirIssuerThenRefuses() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> both("identifiabl.operator-tenants=ops").close())
			.havingRootCause()
			.isInstanceOf(InvalidIdentifiablConfigurationException.class)
			.withMessageContaining("identifiabl.operator-tenants");
	}

	@Test
	void requestWhenOnlyTheDeprecatedPropertyIsSetThenItBinds() {
		try (RunningApplication application = both("identifiabl.audit.operator-issuers=" + workforce.getIssuer())) {
			assertThat(statuses(application, operator(customer))).containsOnly(403);
			assertThat(statuses(application, operator(workforce))).doesNotContain(401, 403);
		}
	}

	@Test
	void startWhenTheDeprecatedPropertySaysSomethingElseThenRefuses() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> both("identifiabl.operator-issuers=" + workforce.getIssuer(),
					"identifiabl.audit.operator-issuers=" + customer.getIssuer())
				.close())
			.havingRootCause()
			.isInstanceOf(InvalidIdentifiablConfigurationException.class)
			.withMessageContaining("identifiabl.audit.operator-issuers");
	}

	@Test
	void startWhenIssuerIsTrustedByNobodyThenSaysSo(CapturedOutput output) {
		both("identifiabl.operator-issuers=https://typo.example").close();
		assertThat(output).contains("identifiabl.operator-issuers names https://typo.example");
	}

	@Test
	void readerOfACustomerSeesTheOwnTenant() {
		try (RunningApplication application = both("identifiabl.operator-issuers=" + workforce.getIssuer())) {
			String reader = customer.token("alice")
				.audience("urn:api")
				.scopes("actuator:read", "audit:read")
				.claim("tenant", "acme")
				.sign();
			assertThat(application.getAs(reader, "/actuator/audittrail").statusCode()).isEqualTo(200);
			assertThat(application.getAs(reader, "/actuator/auditevents").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void operationsOfThisLibraryAreGuardedInAChainOfTheApplication() {
		try (RunningApplication application = start(OwnChainApplication.class,
				"identifiabl.operator-issuers=" + workforce.getIssuer())) {
			assertThat(revoke(application, "Bearer " + operator(customer)).statusCode()).isEqualTo(403);
			assertThat(application.postAs(operator(customer), "/actuator/identifiabl", "{\"action\":\"drop\"}")
				.statusCode()).isEqualTo(403);
			assertThat(application.getAs(operator(customer), "/actuator/identifiabl").statusCode()).isEqualTo(403);
			assertThat(revoke(application, "Bearer " + operator(workforce)).statusCode()).isEqualTo(204);
			assertThat(revoke(application, "Basic YWRtaW46c2VjcmV0").statusCode()).isEqualTo(204);
		}
	}

	@Test
	void erasureFindsTheIssuerAsItIsConfigured() {
		try (RunningApplication application = only("identifiabl.operator-issuers=" + workforce.getIssuer())) {
			application.getAs(workforce.token("alice").audience("urn:api").sign(), "/api/me");
			String body = erase(application, operator(workforce)).body();
			assertThat(body).contains("\"records\":1");
			assertThat(application
				.getAs(operator(workforce), "/actuator/audittrail?type=http.request&issuer=" + encoded(workforce))
				.body()).contains("\"type\":\"http.request\"");
		}
	}

	private static List<Integer> statuses(RunningApplication application, String token) {
		List<Integer> statuses = new ArrayList<>();
		for (String path : List.of("/actuator", "/actuator/env", "/actuator/identifiabl",
				"/actuator/audittrail?issuer=x")) {
			statuses.add(application.getAs(token, path).statusCode());
		}
		statuses.add(revoke(application, "Bearer " + token).statusCode());
		statuses.add(application.postAs(token, "/actuator/loggers/io.identifiabl.none", "{}").statusCode());
		statuses.add(application.postAs(token, "/actuator/identifiabl", "{\"action\":\"refresh\"}").statusCode());
		statuses.add(application.postAs(token, "/actuator/audittrail/verify", "{}").statusCode());
		statuses.add(erase(application, token).statusCode());
		return statuses;
	}

	private static HttpResponse<String> revoke(RunningApplication application, String authorization) {
		return application.send(application.request("/actuator/tokenrevocations")
			.header("Authorization", authorization)
			.header("Content-Type", "application/json")
			.POST(java.net.http.HttpRequest.BodyPublishers
				.ofString("{\"kind\":\"session\",\"issuer\":\"" + workforce.getIssuer() + "\",\"value\":\"none\"}")));
	}

	private static HttpResponse<String> erase(RunningApplication application, String token) {
		return application
			.send(application.request("/actuator/audittrail?user=alice&issuer=" + encoded(workforce) + "&basis=test")
				.DELETE()
				.header("Authorization", "Bearer " + token));
	}

	private static String encoded(TestIssuer issuer) {
		return URLEncoder.encode(issuer.getIssuer(), StandardCharsets.UTF_8);
	}

	private static String operator(TestIssuer issuer) {
		return token(issuer).sign();
	}

	private static TestToken token(TestIssuer issuer) {
		return issuer.token("root").audience("urn:api").scopes(SCOPES);
	}

	private static RunningApplication both(String... properties) {
		return start(ApiApplication.class, properties);
	}

	private static RunningApplication start(Class<?> type, String... properties) {
		return start(type, Map.of("identifiabl.providers.workforce.issuer", workforce.getIssuer(),
				"identifiabl.providers.customer.issuer", customer.getIssuer()), properties);
	}

	private static RunningApplication only(String... properties) {
		return start(ApiApplication.class, Map.of("identifiabl.issuer", workforce.getIssuer()), properties);
	}

	private static RunningApplication start(Class<?> type, Map<String, String> providers, String... properties) {
		List<String> all = new ArrayList<>(List.of("identifiabl.audiences=urn:api",
				"management.endpoints.web.exposure.include=*", "management.endpoint.loggers.access=unrestricted",
				"spring.datasource.url=" + TestDatabase.H2.newUrl(), "identifiabl.audit.spill-file="));
		providers.forEach((name, value) -> all.add(name + "=" + value));
		all.addAll(List.of(properties));
		return RunningApplication.start(type, all.toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OwnChainApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.httpBasic(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("admin").password("{noop}secret").build());
		}

	}

}

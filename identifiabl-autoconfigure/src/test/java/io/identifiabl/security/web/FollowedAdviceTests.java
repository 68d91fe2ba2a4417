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

package io.identifiabl.security.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody gets who does literally what a failed start says: an application that
 * starts.
 *
 * @author Identifiabl Contributors
 */
class FollowedAdviceTests {

	private static final String BOOT = "spring.security.oauth2.resourceserver.jwt.";

	private static final String X = "identifiabl.providers.x.";

	private static final String DEFAULT = "identifiabl.providers.default.";

	private static final String INSIDE = "http://keycloak.internal/realms/a";

	private static final String ENTRA = "https://login.microsoftonline.com/{tenantid}/v2.0";

	private static final String COGNITO = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a";

	private static final String AUDIENCES = "identifiabl.audiences=a";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablWebSecurityAutoConfiguration.class,
				WebMvcAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class, SslAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource({ "shorthands", "providers", "others" })
	void startWhenAdviceIsFollowedThenStarts(List<String> wrong, List<String> removed, List<String> added) {
		String action = action(wrong);
		assertThat(Stream.concat(removed.stream(), added.stream()).map(FollowedAdviceTests::name))
			.allSatisfy((name) -> assertThat(action).containsPattern("\\Q" + name + "\\E(?![\\w-]|\\.[a-z])"));
		List<String> corrected = new ArrayList<>(wrong);
		corrected.removeAll(removed);
		corrected.removeIf((old) -> added.stream().anyMatch((property) -> name(property).equals(name(old))));
		corrected.addAll(added);
		this.runner.withPropertyValues(corrected.toArray(String[]::new))
			.run((context) -> assertThat(context).as(action).hasNotFailed());
	}

	static Stream<Arguments> shorthands() {
		String issuer = "identifiabl.issuer=https://idp.example.com";
		String inside = "identifiabl.issuer=" + INSIDE;
		String typed = "identifiabl.type=keycloak";
		return Stream.of(row(List.of(issuer), List.of(), AUDIENCES),
				row(List.of(issuer, "identifiabl.type=keyclock", AUDIENCES), List.of(), typed),
				row(List.of("identifiabl.issuer=https://idp.example.com?a", AUDIENCES), List.of(), issuer),
				row(List.of(inside, AUDIENCES), List.of(inside), DEFAULT + "issuer=" + INSIDE,
						DEFAULT + "require-https=false"),
				row(List.of(inside, typed, AUDIENCES), List.of(inside, typed), DEFAULT + "issuer=" + INSIDE,
						DEFAULT + "type=keycloak", DEFAULT + "require-https=false"),
				row(List.of("identifiabl.issuer=" + ENTRA, AUDIENCES), List.of("identifiabl.issuer=" + ENTRA),
						DEFAULT + "issuer=" + ENTRA, DEFAULT + "allowed-tenants=*"),
				row(List.of("identifiabl.issuer=" + COGNITO), List.of("identifiabl.issuer=" + COGNITO),
						DEFAULT + "issuer=" + COGNITO, DEFAULT + "allowed-client-ids=c"),
				row(List.of(issuer, DEFAULT + "type=generic", AUDIENCES), List.of(issuer),
						DEFAULT + "issuer=https://idp.example.com"),
				row(List.of(issuer, typed, DEFAULT + "require-https=true", AUDIENCES), List.of(issuer, typed),
						DEFAULT + "issuer=https://idp.example.com", DEFAULT + "type=keycloak"),
				row(List.of(BOOT + "jwk-set-uri=https://idp.example.com/keys", AUDIENCES), List.of(),
						BOOT + "issuer-uri=https://idp.example.com"),
				row(List.of(BOOT + "issuer-uri=https://idp.example.com"), List.of(), AUDIENCES),
				row(List.of(BOOT + "issuer-uri=https://idp.example.com", BOOT + "jws-algorithms=HS256", AUDIENCES),
						List.of(), BOOT + "jws-algorithms=ES256"),
				row(List.of(BOOT + "issuer-uri=" + INSIDE, AUDIENCES), List.of(BOOT + "issuer-uri=" + INSIDE),
						DEFAULT + "issuer=" + INSIDE, DEFAULT + "require-https=false"),
				row(List.of(typed, X + "issuer=https://idp.example.com", AUDIENCES), List.of(typed),
						X + "type=keycloak"));
	}

	static Stream<Arguments> providers() {
		String issuer = X + "issuer=https://idp.example.com";
		return Stream.of(row(List.of(), List.of(), "identifiabl.enabled=false"),
				row(List.of(X + "type=generic", AUDIENCES), List.of(), issuer),
				row(List.of(issuer), List.of(), AUDIENCES), row(List.of(issuer), List.of(), X + "audiences=a"),
				row(List.of(X + "issuer=" + COGNITO), List.of(), X + "allowed-client-ids=c"),
				row(List.of(X + "type=clerk", X + "issuer=https://clerk.example.com"), List.of(),
						X + "allowed-origins=https://app.example.com"),
				row(List.of(X + "issuer=" + ENTRA, AUDIENCES), List.of(), X + "allowed-tenants=*"),
				row(List.of(X + "issuer=" + INSIDE, AUDIENCES), List.of(), X + "require-https=false"),
				row(List.of(issuer, X + "jwk-set-uri=http://idp.example.com/keys", AUDIENCES), List.of(),
						X + "require-https=false"),
				row(List.of(X + "issuer=https://idp.example.com?a", AUDIENCES), List.of(), issuer),
				row(List.of(issuer, X + "type=auth1", AUDIENCES), List.of(), X + "type=auth0"),
				row(List.of(issuer, X + "jws-algorithms=HS256", AUDIENCES), List.of(), X + "jws-algorithms=ES256"),
				row(List.of(issuer, X + "claims.roles=/~2", AUDIENCES), List.of(X + "claims.roles=/~2")),
				row(List.of(issuer, X + "clients=c", AUDIENCES), List.of(X + "clients=c")),
				row(List.of(issuer, X + "allowed-client-ids=c", AUDIENCES), List.of(X + "allowed-client-ids=c")),
				row(List.of(issuer, X + "ssl-bundle=none", AUDIENCES), List.of(X + "ssl-bundle=none")));
	}

	static Stream<Arguments> others() {
		String issuer = "identifiabl.issuer=https://idp.example.com";
		String other = X + "issuer=https://other.example.com";
		return Stream.of(
				row(List.of(issuer, AUDIENCES, "identifiabl.resource=ftp://x"), List.of(),
						"identifiabl.resource=https://api.example.com"),
				row(List.of(issuer, AUDIENCES, "identifiabl.mcp.resource=ftp://x"), List.of(),
						"identifiabl.mcp.resource=https://api.example.com/mcp"),
				row(List.of(issuer, AUDIENCES, "identifiabl.token.clock-skew=6m"), List.of(),
						"identifiabl.token.clock-skew=1m"),
				row(List.of(issuer, AUDIENCES, "identifiabl.token.max-size=0B"), List.of(),
						"identifiabl.token.max-size=8KB"),
				row(List.of(issuer, AUDIENCES, "identifiabl.token-cache.maximum-weight=0B"), List.of(),
						"identifiabl.token-cache.maximum-weight=1MB"),
				row(List.of(issuer, AUDIENCES, "identifiabl.keys.read-timeout=0s"), List.of(),
						"identifiabl.keys.read-timeout=1s"),
				row(List.of(issuer, other, AUDIENCES, "identifiabl.operator-tenants=t"), List.of(),
						"identifiabl.operator-issuers=https://other.example.com"),
				row(List.of(issuer, AUDIENCES, "identifiabl.operator-issuers=https://idp.example.com",
						"identifiabl.audit.operator-issuers=https://other.example.com"),
						List.of("identifiabl.audit.operator-issuers=https://other.example.com")));
	}

	private static Arguments row(List<String> wrong, List<String> removed, String... added) {
		return Arguments.of(wrong, removed, List.of(added));
	}

	private static String name(String property) {
		return property.substring(0, property.indexOf('='));
	}

	private String action(List<String> properties) {
		AtomicReference<String> action = new AtomicReference<>("");
		this.runner.withPropertyValues(properties.toArray(String[]::new)).run((context) -> {
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof InvalidIdentifiablConfigurationException)) {
				failure = failure.getCause();
			}
			assertThat(failure).isNotNull();
			action.set(((InvalidIdentifiablConfigurationException) failure).getAction());
		});
		return String.valueOf(action.get());
	}

}

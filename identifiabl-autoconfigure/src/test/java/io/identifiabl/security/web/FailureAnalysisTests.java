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

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationFailureAnalyzer;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody with a wrong configuration gets to read.
 *
 * @author Identifiabl Contributors
 */
class FailureAnalysisTests {

	private static final String ENTRA = "identifiabl.providers.x.issuer="
			+ "https://login.microsoftonline.com/{tenantid}/v2.0";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablWebSecurityAutoConfiguration.class,
				WebMvcAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class, SslAutoConfiguration.class));

	@Test
	void startWhenThereIsNoIssuerThenShowsWhatToWrite() {
		FailureAnalysis analysis = analyze();
		assertThat(analysis.getDescription())
			.isEqualTo("No identity provider is configured, so that no token could be verified.");
		assertThat(analysis.getAction()).startsWith("""
				Say whose tokens to trust, and for which audience they have to be:

				identifiabl:
				  issuer: https://your-tenant.example.com/
				  audiences: https://your-api
				""").endsWith("Set identifiabl.enabled=false to go without the identity layer.");
	}

	@ParameterizedTest
	@MethodSource("wrongConfigurations")
	void startWhenConfigurationIsWrongThenSaysWhatToWrite(String description, String action, String[] properties) {
		FailureAnalysis analysis = analyze(properties);
		assertThat(analysis.getDescription()).isEqualTo(description);
		assertThat(analysis.getAction()).isEqualTo(action);
	}

	static Stream<Arguments> wrongConfigurations() {
		return Stream.of(row(
				"Provider 'default' has no audience, so that a token it issued for any other API would be good here.",
				"Set identifiabl.audiences to the value of the aud claim in tokens for this API.",
				"identifiabl.issuer=https://idp.example.com"),
				row("Provider 'default': issuer 'http://idp.example.com' is neither https nor on a loopback address, so "
						+ "that anybody on the way could replace its keys.",
						"Use https. For a provider inside the cluster, set "
								+ "identifiabl.providers.default.require-https=false. That provider is then configured "
								+ "under identifiabl.providers.default only: identifiabl.issuer becomes "
								+ "identifiabl.providers.default.issuer, identifiabl.type becomes "
								+ "identifiabl.providers.default.type.",
						"identifiabl.issuer=http://idp.example.com", "identifiabl.audiences=a"),
				row("Provider 'x' lists the issuer 'https://idp.example.com/' twice.",
						"Remove one of them from identifiabl.providers.x.",
						"identifiabl.providers.x.issuer=https://idp.example.com",
						"identifiabl.providers.x.additional-issuers=https://idp.example.com/",
						"identifiabl.audiences=a"),
				row("The providers 'x' and 'y' both claim the issuer 'https://idp.example.com', so that it is undecided "
						+ "how its tokens are to be read.",
						"Leave the issuer with one of identifiabl.providers.x and identifiabl.providers.y.",
						"identifiabl.providers.x.issuer=https://idp.example.com",
						"identifiabl.providers.y.issuer=https://idp.example.com", "identifiabl.audiences=a"),
				row("Both identifiabl.issuer and identifiabl.providers.default are set, but they are the same.",
						"Remove identifiabl.issuer and set identifiabl.providers.default.issuer.",
						"identifiabl.issuer=https://idp.example.com", "identifiabl.providers.default.type=generic",
						"identifiabl.audiences=a"),
				row("Provider 'x' has no issuer.",
						"Set identifiabl.providers.x.issuer to the value of the iss claim in its tokens.",
						"identifiabl.providers.x.type=generic", "identifiabl.audiences=a"),
				row("spring.security.oauth2.resourceserver.jwt.jwk-set-uri is set without an issuer, so that a token of "
						+ "anybody with a key in that set would be good here.",
						"Set spring.security.oauth2.resourceserver.jwt.issuer-uri to the value of the iss claim in the "
								+ "tokens. Keys still come from the jwk-set-uri.",
						"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://idp.example.com/keys",
						"identifiabl.audiences=a"));
	}

	@Test
	void startWhenTypeIsUnknownThenListsAllTypes() {
		FailureAnalysis analysis = analyze("identifiabl.providers.x.issuer=https://idp.example.com",
				"identifiabl.providers.x.type=auth1", "identifiabl.audiences=a");
		assertThat(analysis.getDescription()).isEqualTo("Provider 'x' has the unknown type 'auth1'.");
		assertThat(analysis.getAction())
			.isEqualTo("Set identifiabl.providers.x.type to one of: auth0, okta, entra, entra-b2c, keycloak, cognito, "
					+ "google, google-iap, firebase, stytch, workos, clerk, descope, pingone, spring-as, ory-hydra, "
					+ "zitadel, fusionauth, supabase, generic.");
	}

	@ParameterizedTest
	@CsvSource({
			"clerk,https://clerk.example.com,Session tokens without an aud claim need "
					+ "identifiabl.providers.x.allowed-origins.",
			"clerk,https://clerk.example.com,Tokens without an aud claim need "
					+ "identifiabl.providers.x.allowed-client-ids.",
			"workos,https://api.workos.com,Tokens without an aud claim need "
					+ "identifiabl.providers.x.allowed-client-ids.",
			"workos,https://api.workos.com,Session tokens without an aud claim need an issuer or "
					+ "identifiabl.providers.x.jwk-set-uri with the id of the one project or client they are for.",
			"descope,https://api.descope.com,Session tokens without an aud claim need an issuer or "
					+ "identifiabl.providers.x.jwk-set-uri with the id of the one project or client they are for." })
	void startWhenSessionsHaveNoAudienceThenNamesWhatTakesItsPlace(String type, String issuer, String action) {
		FailureAnalysis analysis = analyze("identifiabl.providers.x.type=" + type,
				"identifiabl.providers.x.issuer=" + issuer);
		assertThat(analysis.getDescription())
			.isEqualTo("Provider 'x' has no audience, so that a token it issued for any other API would be good here.");
		assertThat(analysis.getAction()).startsWith("Set identifiabl.audiences (or identifiabl.providers.x.audiences)")
			.contains(action);
	}

	@ParameterizedTest
	@CsvSource({ "cognito,https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a,allowed-client-ids=client",
			"clerk,https://clerk.example.com,allowed-origins=https://app.example.com",
			"workos,https://api.workos.com,jwk-set-uri=https://api.workos.com/sso/jwks/client_1",
			"workos,https://api.workos.com/user_management/client_1,require-https=true",
			"descope,https://api.descope.com/v1/apps/P2AbCdEfGhIjKlMnOpQrStUvWxYz,require-https=true" })
	void startWhenSomethingTakesThePlaceOfTheAudienceThenStarts(String type, String issuer, String binding) {
		this.runner
			.withPropertyValues("identifiabl.providers.x.type=" + type, "identifiabl.providers.x.issuer=" + issuer,
					"identifiabl.providers.x." + binding)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenTokensHaveNoAudienceThenNamesWhatTakesItsPlace() {
		FailureAnalysis analysis = analyze(
				"identifiabl.providers.x.issuer=https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a");
		assertThat(analysis.getAction())
			.endsWith("Tokens without an aud claim need identifiabl.providers.x.allowed-client-ids.");
	}

	@ParameterizedTest
	@MethodSource({ "wrongValues", "wrongSettings", "wrongTenants" })
	void startWhenAValueIsUnusableThenNamesIt(String description, String[] properties) {
		assertThat(analyze(properties).getDescription()).contains(description);
	}

	static Stream<Arguments> wrongValues() {
		String issuer = "identifiabl.providers.x.issuer=https://idp.example.com";
		return Stream.of(
				value("jws-algorithms is not usable: 'HS256'", issuer, "identifiabl.providers.x.jws-algorithms=HS256"),
				value("jws-algorithms is not usable: 'none'", issuer, "identifiabl.providers.x.jws-algorithms=none"),
				value("jwk-set-uri 'http://idp.example.com/keys' is neither https", issuer,
						"identifiabl.providers.x.jwk-set-uri=http://idp.example.com/keys"),
				value("jwk-set-uri is not usable: 'no url' is not an http URL", issuer,
						"identifiabl.providers.x.jwk-set-uri=no url"),
				value("jwk-set-uri is not usable: 'ftp://idp.example.com' is not an http URL", issuer,
						"identifiabl.providers.x.jwk-set-uri=ftp://idp.example.com"),
				value("issuer is not usable: 'http://my_idp' is not an http URL",
						"identifiabl.providers.x.issuer=http://my_idp", "identifiabl.providers.x.require-https=false"),
				value("issuer is not usable: 'stytch.com/x' is not an http URL",
						"identifiabl.providers.x.issuer=stytch.com/x"),
				value("identifiabl.resource 'no url' is not the URL", issuer, "identifiabl.resource=no url"),
				value("identifiabl.resource 'https://a#b' is not the URL", issuer, "identifiabl.resource=https://a#b"),
				value("allowed-client-ids is not usable: tokens of type 'generic' are bound by their audience", issuer,
						"identifiabl.providers.x.allowed-client-ids=c"),
				value("allowed-origins is not usable: tokens of type 'generic' are bound by their audience", issuer,
						"identifiabl.providers.x.allowed-origins=https://a.example"),
				value("claims.roles is not usable", issuer, "identifiabl.providers.x.claims.roles=/~2"),
				value("clients is not usable: only tokens of type 'keycloak' have roles of clients, not those of type "
						+ "'generic'", issuer, "identifiabl.providers.x.clients=inventory"),
				value("clients is not usable: a client id must not be blank", issuer,
						"identifiabl.providers.x.type=keycloak", "identifiabl.providers.x.clients[0]= "),
				value("issuer 'https://idp.example.com/?a=b' is not usable",
						"identifiabl.providers.x.issuer=https://idp.example.com/?a=b"),
				value("identifiabl.resource 'ftp://x' is not the URL", issuer, "identifiabl.resource=ftp://x"),
				value("identifiabl.resource 'http://api.example.com' is not the URL", issuer,
						"identifiabl.resource=http://api.example.com"));
	}

	static Stream<Arguments> wrongSettings() {
		String issuer = "identifiabl.providers.x.issuer=https://idp.example.com";
		return Stream.of(
				value("identifiabl.keys.connect-timeout 'PT0S' is not usable: connect timeout must be positive", issuer,
						"identifiabl.keys.connect-timeout=0s"),
				value("maximum size must be positive", issuer, "identifiabl.keys.max-size=0B"),
				value("identifiabl.keys.max-size '3221225472B' is not usable: integer overflow", issuer,
						"identifiabl.keys.max-size=3GB"),
				value("identifiabl.token-cache.time-to-live 'PT0S' is not usable: time to live must be positive",
						issuer, "identifiabl.token-cache.time-to-live=0s"),
				value("identifiabl.mcp.resource 'http://api.example.com/mcp' is not the URL", issuer,
						"identifiabl.mcp.resource=http://api.example.com/mcp"),
				value("identifiabl.type is set without identifiabl.issuer, and belongs to none of the providers x.",
						issuer, "identifiabl.type=keycloak"),
				value("Provider 'default' has the unknown type 'keyclock'.",
						"identifiabl.issuer=https://idp.example.com", "identifiabl.type=keyclock"),
				value("ssl-bundle is not usable", issuer, "identifiabl.providers.x.ssl-bundle=broken",
						"spring.ssl.bundle.pem.broken.truststore.certificate=file:does-not-exist.pem"),
				value("identifiabl.token.clock-skew 'PT6M' is not usable: clock skew must be between 0 and 5 minutes",
						issuer, "identifiabl.token.clock-skew=6m"),
				value("maximum lifetime must be positive", issuer, "identifiabl.token.max-lifetime=0s"),
				value("maximum size must be positive", issuer, "identifiabl.token.max-size=0B"));
	}

	static Stream<Arguments> wrongTenants() {
		return Stream.of(
				value("issuer is not usable: tokens are issued by one tenant, not by 'common'; write "
						+ "https://login.microsoftonline.com/{tenantid}/v2.0 and list the tenants in allowed-tenants",
						"identifiabl.providers.x.issuer=https://login.microsoftonline.com/common/v2.0"),
				value("the issuer has a place for the tenant but no tenant is allowed", ENTRA),
				value("allowed-tenants is not usable: 'contoso.com' is not the id of a tenant", ENTRA,
						"identifiabl.providers.x.allowed-tenants=contoso.com"),
				value("allowed-tenants is not usable: '1-1-1-1-1' is not the id of a tenant", ENTRA,
						"identifiabl.providers.x.allowed-tenants=1-1-1-1-1"),
				value("allowed-tenants is not usable: only an issuer with {tenantid}",
						"identifiabl.providers.x.issuer=https://idp.example.com",
						"identifiabl.providers.x.allowed-tenants=*"),
				value("issuer is not usable: issuers of type 'okta' have no {tenantid} there",
						"identifiabl.providers.x.issuer=https://acme.okta.com/{tenantid}"));
	}

	@Test
	void startWhenBundleIsUnknownThenSaysWhatToWrite() {
		FailureAnalysis analysis = analyze("identifiabl.providers.x.issuer=https://idp.example.com",
				"identifiabl.providers.x.ssl-bundle=idp", "identifiabl.audiences=a",
				"spring.ssl.bundle.pem.other.truststore.certificate=file:does-not-exist.pem");
		assertThat(analysis.getDescription()).isEqualTo("Provider 'x': there is no SSL bundle 'idp', only other.");
		assertThat(analysis.getAction())
			.isEqualTo("Configure spring.ssl.bundle.pem.idp (or .jks), or correct identifiabl.providers.x.ssl-bundle.");
	}

	@Test
	void startWhenBundleWouldDoNothingThenSaysWhatToWrite() {
		ResourceRetriever own = (url) -> {
			throw new IOException("not now");
		};
		this.runner.withBean(ResourceRetriever.class, () -> own)
			.withPropertyValues("identifiabl.providers.x.issuer=https://idp.example.com",
					"identifiabl.providers.x.ssl-bundle=idp", "identifiabl.audiences=a")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseMessage("Provider 'x' has an ssl-bundle, which would do nothing, since the application "
						+ "fetches keys with a ResourceRetriever bean of its own."));
	}

	private static Arguments row(String description, String action, String... properties) {
		return Arguments.of(description, action, properties);
	}

	private static Arguments value(String description, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "identifiabl.audiences=a";
		return Arguments.of(description, all);
	}

	private FailureAnalysis analyze(String... properties) {
		AtomicReference<@Nullable FailureAnalysis> analysis = new AtomicReference<>();
		this.runner.withPropertyValues(properties).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			analysis.set(new InvalidIdentifiablConfigurationFailureAnalyzer().analyze(failure));
		});
		FailureAnalysis result = analysis.get();
		assertThat(result).isNotNull();
		return result;
	}

}

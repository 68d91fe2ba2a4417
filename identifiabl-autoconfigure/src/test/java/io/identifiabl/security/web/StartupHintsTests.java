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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application that could be configured better gets to read in its log.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupHintsTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablWebSecurityAutoConfiguration.class,
				WebMvcAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class));

	private final WebApplicationContextRunner configured = this.runner
		.withPropertyValues("identifiabl.providers.x.issuer=https://idp.example.com", "identifiabl.audiences=urn:api");

	@Test
	void startWhenEverythingIsSaidThenSaysNothing(CapturedOutput output) {
		this.configured
			.withPropertyValues("identifiabl.providers.x.type=generic", "identifiabl.resource=https://api.example.com")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain("io.identifiabl");
	}

	@Test
	void startWhenTypeIsGuessedThenSaysSo(CapturedOutput output) {
		this.configured.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("has no type and is taken for 'generic'");
	}

	@Test
	void startWhenTypeIsRecognizedThenSaysSo(CapturedOutput output) {
		this.runner.withPropertyValues("identifiabl.issuer=https://a.us.auth0.com/", "identifiabl.audiences=urn:api")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("is taken for 'auth0'");
	}

	@Test
	void startWhenResourceIsUnknownThenAsksForIt(CapturedOutput output) {
		this.configured.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Set identifiabl.resource.");
	}

	@Test
	void startWhenThereAreSeveralIssuersThenPointsToThePrincipalKey(CapturedOutput output) {
		this.configured.withPropertyValues("identifiabl.providers.y.issuer=https://other.example.com")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Tokens of 2 issuers are accepted", "Identity.getPrincipalKey()");
	}

	@Test
	void startWhenContainerAdmitsLessThanTokensAreMeantToHaveThenWarns(CapturedOutput output) {
		this.configured.withPropertyValues("identifiabl.token.max-size=16KB")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("16384 bytes, but the web server refuses requests with headers over 8192");
	}

	@Test
	void startWhenContainerAdmitsEnoughThenDoesNotWarn(CapturedOutput output) {
		this.configured
			.withPropertyValues("server.max-http-request-header-size=24KB", "identifiabl.token.max-size=16KB")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain("web server refuses");
	}

	@Test
	void startWhenDecoderIsTheApplicationsThenSaysWhatIsOff(CapturedOutput output) {
		this.runner.withBean(JwtDecoder.class, () -> (token) -> {
			throw new IllegalStateException();
		}).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Tokens are verified by a JwtDecoder of the application");
	}

	@Test
	void startWhenTokensAreIntrospectedThenSaysWhatIsOff(CapturedOutput output) {
		OpaqueTokenIntrospector introspector = (token) -> new DefaultOAuth2AuthenticatedPrincipal(Map.of("sub", "u"),
				AuthorityUtils.NO_AUTHORITIES);
		this.runner.withBean(OpaqueTokenIntrospector.class, () -> introspector)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Tokens are verified by an OpaqueTokenIntrospector of the application");
	}

}

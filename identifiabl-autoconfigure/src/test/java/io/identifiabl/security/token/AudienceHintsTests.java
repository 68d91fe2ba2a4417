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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import io.identifiabl.provider.Providers;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mistakes about audiences that show in the configuration.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AudienceHintsTests {

	private static final String GUID = "6731de76-14a6-49ae-97bc-6eba6914391e";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					entra    | https://login.microsoftonline.com/{tenantid}/v2.0 | api://notes                        | List that id.
					entra    | https://login.microsoftonline.com/{tenantid}/v2.0 | https://api.example.com            | List that id.
					entra    | https://login.microsoftonline.us/t/v2.0           | api://notes                        | List that id.
					entra    | https://sts.windows.net/t/                        | https://graph.microsoft.com        | Expose an API
					auth0    | https://a.us.auth0.com/                           | https://a.us.auth0.com/            | List that identifier.
					auth0    | https://a.us.auth0.com/                           | https://a.us.auth0.com/userinfo    | List the identifier of the API
					auth0    | https://a.us.auth0.com/                           | https://a.us.auth0.com/api/v2/     | Create an API of your own
					okta     | https://a.okta.com                                | https://api.example.com            | such as https://a.okta.com/oauth2/default
					okta     | https://a.okta.com/oauth2/default                 | https://a.okta.com                 | api://default unless it was changed
					okta     | https://a.okta.com/oauth2/default                 | https://a.okta.com/oauth2/default  | api://default unless it was changed
					keycloak | https://kc.example.com/realms/a                   | account                            | Add an audience mapper
					""")
	void findWhenAudienceIsWrongThenSaysWhatToWrite(String type, String issuer, String audience, String expected) {
		assertThat(find(type, issuer, audience)).singleElement().asString().contains(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					entra    | https://login.microsoftonline.com/{tenantid}/v2.0 | 6731de76-14a6-49ae-97bc-6eba6914391e
					entra    | https://login.microsoftonline.com/t/v2.0          | api://notes,6731de76-14a6-49ae-97bc-6eba6914391e
					entra    | https://sts.windows.net/t/                        | api://notes
					entra    | http://localhost:8080/t/v2.0                      | api://notes
					auth0    | https://a.us.auth0.com/                           | https://api.example.com
					auth0    | https://a.us.auth0.com/                           | https://a.us.auth0.com/,https://api.example.com
					okta     | https://a.okta.com/oauth2/default                 | api://default
					okta     | https://a.okta.com/oauth2/aus1                    | https://api.example.com
					keycloak | https://kc.example.com/realms/a                   | https://api.example.com
					generic  | https://idp.example.com                           | account
					cognito  | https://cognito-idp.eu-west-1.amazonaws.com/p     | ''
					""")
	void findWhenAudienceMayBeRightThenSaysNothing(String type, String issuer, String audiences) {
		assertThat(find(type, issuer, audiences)).isEmpty();
	}

	@Test
	void startWhenAudienceIsWrongThenWarnsWithTheProperty(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class))
			.withPropertyValues(
					"identifiabl.providers.staff.issuer=https://login.microsoftonline.com/" + GUID + "/v2.0",
					"identifiabl.providers.staff.audiences=api://notes", "identifiabl.providers.staff.type=entra",
					"identifiabl.providers.kc.issuer=https://kc.example.com/realms/a", "identifiabl.audiences=account")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll())
			.containsPattern("WARN.*Provider 'staff': all tokens will be refused as invalid_audience: .* a GUID, .*"
					+ "The property is identifiabl.providers.staff.audiences\\.")
			.containsPattern("WARN.*Provider 'kc': .*'account'.* The property is identifiabl.audiences\\.");
	}

	@Test
	void startWhenTypeIsTheShorthandsThenIsItsType(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=a",
					"identifiabl.type=keycloak")
			.run((context) -> assertThat(context.getBean(IdentityProviders.class).getRegistrations()).singleElement()
				.satisfies((registration) -> assertThat(registration.getProvider().getName()).isEqualTo("keycloak")));
		assertThat(output.getAll()).doesNotContain("is taken for");
	}

	@Test
	void startWhenShorthandHasNoTypeThenHintNamesThePropertyBesideIt(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://kc.example.com/realms/a", "identifiabl.audiences=a")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll())
			.contains("is taken for 'keycloak'; say so with identifiabl.type=keycloak to make sure");
	}

	private static List<String> find(String type, String issuer, String audiences) {
		return AudienceHints.find(Providers.forName(type).orElseThrow(), issuer,
				List.of(StringUtils.commaDelimitedListToStringArray(audiences)));
	}

}

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

package io.identifiabl.provider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProvidersTests {

	@ParameterizedTest
	@CsvSource({ "https://acme.us.auth0.com/,auth0", "https://ACME.Auth0.com/,auth0",
			"https://acme.okta.com/oauth2/default,okta", "https://acme.oktapreview.com/oauth2/a,okta",
			"https://acme.okta-emea.com/oauth2/a,okta", "https://acme.okta-gov.com/oauth2/a,okta",
			"https://login.microsoftonline.com/t/v2.0,entra", "https://login.microsoftonline.us/t/v2.0,entra",
			"https://login.partner.microsoftonline.cn/t/v2.0,entra",
			"https://login.microsoftonline.com/{tenantid}/v2.0, entra", "https://sts.windows.net/t/,entra",
			"https://acme.ciamlogin.com/t/v2.0,entra", "https://acme.b2clogin.com/t/v2.0/,entra-b2c",
			"https://acme.b2clogin.com/tfp/t/policy/v2.0/,entra-b2c", "https://idp.example.com/realms/demo,keycloak",
			"https://idp.example.com/auth/realms/demo,keycloak", "http://localhost:8080/realms/demo,keycloak",
			"https://cognito-idp.us-west-2.amazonaws.com/us-west-2_example,cognito",
			"https://accounts.google.com,google", "accounts.google.com,google",
			"https://cloud.google.com/iap,google-iap", "https://securetoken.google.com/demo,firebase",
			"https://session.firebase.google.com/demo,firebase", "stytch.com/project-test-1,stytch",
			"https://api.workos.com,workos", "https://api.workos.com/user_management/client_1,workos",
			"https://acme.authkit.app,workos", "https://acme.clerk.accounts.dev,clerk",
			"https://clerk.example.com,clerk", "P2AbCdEfGhIjKlMnOpQrStUvWxYz,descope",
			"https://api.descope.com/v1/apps/P2AbCdEfGhIjKlMnOpQrStUvWxYz,descope",
			"https://api.euc1.descope.com/v1/apps/P2AbCdEfGhIjKlMnOpQrStUvWxYz,descope",
			"https://auth.pingone.eu/env/as,pingone", "https://auth.pingone.com/env/as,pingone",
			"https://auth.pingone.ca/env/as,pingone", "https://auth.pingone.asia/env/as,pingone",
			"https://auth.pingone.sg/env/as,pingone", "https://auth.pingone.com.au/env/as,pingone",
			"https://acme.projects.oryapis.com/,ory-hydra", "https://acme.zitadel.cloud,zitadel",
			"https://acme.zitadel.app,zitadel", "https://acme.fusionauth.io,fusionauth",
			"https://acme.supabase.co/auth/v1,supabase", "https://acme.fusionauth.io/realms/demo,fusionauth",
			"P2AbCdEfGhIjKlMnOpQrStUvWxY,descope", "https://acme.auth0.com/realms/demo,auth0" })
	void forIssuerWhenHostIsKnownThenReturnsThePreset(String issuer, String name) {
		assertThat(Providers.forIssuer(issuer)).hasToString(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil-auth0.com/", "https://auth0.com/", "https://acme.auth0.com.evil.example/",
			"https://auth0.com.evil.example/", "https://evil.example/acme.auth0.com/",
			"https://acme.auth0.com@evil.example/", "https://evil.example/?.auth0.com", "https://evilokta.com/oauth2/a",
			"https://acme.okta.com.evil.example/oauth2/a", "https://login.microsoftonline.com.evil.example/t/v2.0",
			"https://evil.login.microsoftonline.com/t/v2.0", "https://sts.windows.net.evil.example/t/",
			"https://ciamlogin.com/t", "https://evilciamlogin.com/t", "acme.auth0.com", "not a uri", "urn:auth0.com",
			"", "https://b2clogin.com/t", "https://acme.b2clogin.com.evil.example/t", "https://idp.example.com/realms",
			"https://idp.example.com/realms/", "https://idp.example.com/myrealms/demo",
			"https://idp.example.com/?/realms/demo", "https://cognito-idp.amazonaws.com/p",
			"https://cognito-idp.evil.example.amazonaws.com/p", "https://cognito-idp.eu.amazonaws.com.evil.example/p",
			"https://evil-cognito-idp.eu.amazonaws.com/p", "https://accounts.google.com.evil.example",
			"https://accounts.google.com@evil.example", "http://accounts.google.com", "https://cloud.google.com/iap2",
			"https://evil.example/iap", "https://securetoken.google.com.evil.example/demo", "evilstytch.com/project-1",
			"stytch.com/other", "stytch.com/project-1/x", "https://api.workos.com.evil.example",
			"https://evil-authkit.app", "https://myclerk.example.com", "https://clerk.example.com/path", "P2AbCdEf",
			"P2AbCdEfGhIjKlMnOpQrStUvWx/z", "U2AbCdEfGhIjKlMnOpQrStUvWxYz", "https://api.descope.com.evil.example/v1",
			"https://api.evil.example.descope.com/v1", "https://auth.pingone.evil.example/env/as",
			"https://auth.pingone.eu/env", "https://acme.projects.oryapis.com.evil.example/", "https://zitadel.cloud",
			"https://evilzitadel.cloud", "https://acme.fusionauth.io.evil.example", "https://acme.supabase.co/auth/v2",
			"https://acme.supabase.co.evil.example/auth/v1", "supabase", "acme.com", "http://localhost:9000" })
	void forIssuerWhenHostIsLookAlikeThenReturnsTheGenericPreset(String issuer) {
		assertThat(Providers.forIssuer(issuer)).isSameAs(Providers.generic());
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth0", "okta", "entra", "entra-b2c", "keycloak", "cognito", "google", "google-iap",
			"firebase", "stytch", "workos", "clerk", "descope", "pingone", "spring-as", "ory-hydra", "zitadel",
			"fusionauth", "supabase", "generic" })
	void forNameReturnsThePreset(String name) {
		assertThat(Providers.forName(name)).get().extracting(Provider::getName).isEqualTo(name);
	}

	@Test
	void forNameWhenUnknownThenIsEmpty() {
		assertThat(Providers.forName("Auth0")).isEmpty();
	}

	@Test
	void allEndsWithTheGenericPreset() {
		assertThat(Providers.all()).hasSize(20).endsWith(Providers.generic());
	}

	@ParameterizedTest
	@CsvSource({ "https://accounts.google.com,https://www.googleapis.com/oauth2/v3/certs",
			"accounts.google.com,https://www.googleapis.com/oauth2/v3/certs",
			"https://cloud.google.com/iap,https://www.gstatic.com/iap/verify/public_key-jwk",
			"https://securetoken.google.com/demo,https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
			"stytch.com/project-test-1,https://test.stytch.com/v1/sessions/jwks/project-test-1",
			"stytch.com/project-live-1,https://api.stytch.com/v1/sessions/jwks/project-live-1",
			"https://api.workos.com/user_management/client_1,https://api.workos.com/sso/jwks/client_1",
			"P2AbCdEfGhIjKlMnOpQrStUvWxYz,https://api.descope.com/P2AbCdEfGhIjKlMnOpQrStUvWxYz/.well-known/jwks.json",
			"https://acme.supabase.co/auth/v1,https://acme.supabase.co/auth/v1/.well-known/jwks.json",
			"https://acme.supabase.co/auth/v1/,https://acme.supabase.co/auth/v1/.well-known/jwks.json" })
	void getJwkSetUriWhenKeysCannotBeDiscoveredThenKnowsThem(String issuer, String address) {
		assertThat(Providers.forIssuer(issuer).getJwkSetUri(issuer)).hasToString("Optional[" + address + "]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://session.firebase.google.com/demo", "https://api.workos.com",
			"https://acme.authkit.app", "https://api.descope.com/v1/apps/P2AbCdEfGhIjKlMnOpQrStUvWxYz",
			"https://acme.us.auth0.com/" })
	void getJwkSetUriWhenKeysHaveToBeDiscoveredThenIsEmpty(String issuer) {
		assertThat(Providers.forIssuer(issuer).getJwkSetUri(issuer)).isEmpty();
	}

	@Test
	void getJwkSetUriWhenIssuerIsNotTheProvidersThenIsEmpty() {
		assertThat(Providers.forName("google").orElseThrow().getJwkSetUri("https://idp.example.com")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "google-iap,[ES256]", "supabase,'[ES256, RS256]'", "generic,[RS256]", "keycloak,[RS256]" })
	void getJwsAlgorithmsAreThoseOfThePreset(String name, String algorithms) {
		assertThat(Providers.forName(name).orElseThrow().getJwsAlgorithms()).hasToString(algorithms);
	}

	@ParameterizedTest
	@CsvSource({ "descope,P2AbCdEfGhIjKlMnOpQrStUvWxYz",
			"descope,https://api.descope.com/v1/apps/P2AbCdEfGhIjKlMnOpQrStUvWxYz",
			"descope,https://api.descope.com/P2AbCdEfGhIjKlMnOpQrStUvWxYz/.well-known/jwks.json",
			"workos,https://api.workos.com/user_management/client_1",
			"workos,https://api.workos.com/sso/jwks/client_1" })
	void isOfOneApplicationWhenAddressNamesItThenIs(String name, String address) {
		assertThat(Providers.forName(name).orElseThrow().isOfOneApplication(address)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "descope,https://api.descope.com", "descope,https://evil.example/P2AbCdEfGhIjKlMnOpQrStUvWxYz",
			"workos,https://api.workos.com", "workos,https://acme.authkit.app/client_1",
			"workos,https://evil.example/sso/jwks/client_1", "cognito,https://cognito-idp.eu.amazonaws.com/pool",
			"generic,https://idp.example.com" })
	void isOfOneApplicationWhenAddressDoesNotNameItThenIsNot(String name, String address) {
		assertThat(Providers.forName(name).orElseThrow().isOfOneApplication(address)).isFalse();
	}

	@Test
	void allIsUnmodifiable() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> Providers.all().remove(Providers.generic()));
	}

}

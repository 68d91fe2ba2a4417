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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdentityTests {

	private static final String ISSUER = "https://issuer.example.com";

	@ParameterizedTest
	@CsvSource({ "' ',sub", "/,sub", "' /',sub", "https://issuer.example.com,''" })
	void builderWhenArgumentIsBlankThenRefuses(String issuer, String subject) {
		assertThatIllegalArgumentException().isThrownBy(() -> Identity.builder(issuer, subject))
			.withMessage("issuer and subject must not be blank");
	}

	// also for mappers that do not ask
	@ParameterizedTest
	@ValueSource(strings = { "user ", "\u00a0user", "us\u200ber", "user\n", "us\u202eer" })
	void buildWhenPrincipalWouldLookLikeAnotherOneThenRefuses(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> Identity.builder(ISSUER, id).build())
			.withMessageStartingWith("subject and user id must");
		assertThatIllegalArgumentException().isThrownBy(() -> Identity.builder(ISSUER, "user").userId(id).build())
			.withMessageStartingWith("subject and user id must");
		assertThatIllegalArgumentException().isThrownBy(() -> service(id).build())
			.withMessageStartingWith("subject and user id must");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example.com#user", "https://a.example.com?service", "https://a.example.com/ ",
			"https://a.example.com/a b", "https://a.example.com/\u200b", "" })
	void buildWhenAuthorityHasMoreThanAPathThenRefuses(String authority) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Identity.builder(ISSUER, "user").authority(authority).build())
			.withMessage("authority must be a URI without query and fragment");
	}

	@Test
	void buildWhenNothingIsSetThenIsUserOfTheGenericProvider() {
		Identity identity = Identity.builder(ISSUER, "user-1").build();
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.USER);
		assertThat(identity.getUserId()).isEqualTo("user-1");
		assertThat(identity.getProvider()).isEqualTo("generic");
		assertThat(identity.getAuthenticationContext()).isSameAs(AuthenticationContext.UNKNOWN);
		assertThat(identity.getTraits()).isEmpty();
		assertThat(identity.getClaims()).isEmpty();
	}

	@Test
	void toBuilderKeepsEverything() {
		Identity identity = complete().authority("https://authority.example.com").build();
		assertThat(identity.toBuilder().build()).usingRecursiveComparison().isEqualTo(identity);
		Identity service = service("client-1").authority("https://authority.example.com").build();
		assertThat(service.toBuilder().build()).usingRecursiveComparison().isEqualTo(service);
	}

	@Test
	void toBuilderAllowsToChange() {
		assertThat(complete().build().toBuilder().plan("own").build().getPlan()).isEqualTo("own");
	}

	@Test
	void getIssuerDropsTrailingSlash() {
		assertThat(Identity.builder(ISSUER + "/", "user-1").build().getIssuer()).isEqualTo(ISSUER);
	}

	@Test
	void getUserIdWhenServiceThenIsNull() {
		Identity identity = service("client-1").userId("ignored").build();
		assertThat(identity.getUserId()).isNull();
	}

	@Test
	void toMapHasTheDocumentedOrder() {
		assertThat(complete().build().toMap().keySet()).containsExactly("subject", "userId", "principalType", "issuer",
				"provider", "tenant", "orgId", "clientId", "roles", "permissions", "groups", "scopes", "plan", "email",
				"emailVerified", "name", "actor", "principalKey");
	}

	@Test
	void toMapHoldsValuesOfJsonTypes() {
		assertThat(complete().build().toMap()).containsEntry("principalType", "user")
			.containsEntry("roles", List.of("admin"))
			.containsEntry("permissions", List.of("memories:write"))
			.containsEntry("groups", List.of("Midwest Sales"))
			.containsEntry("scopes", List.of("openid", "memories:write"))
			.containsEntry("emailVerified", true)
			.containsEntry("actor", Map.of("subject", "agent-1"))
			.containsEntry("principalKey", ISSUER + "#user-1");
	}

	@Test
	void toMapLeavesOutAbsentValues() {
		assertThat(service("client-1").build().toMap().keySet()).containsExactly("subject", "principalType", "issuer",
				"provider", "roles", "permissions", "groups", "scopes", "principalKey");
	}

	@Test
	void toMapWhenEmailIsUnverifiedThenSaysSo() {
		Identity identity = Identity.builder(ISSUER, "user-1").email("you@example.com").build();
		assertThat(identity.toMap()).containsEntry("emailVerified", false);
	}

	@Test
	void toMapIsUnmodifiable() {
		Map<String, Object> json = complete().build().toMap();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> json.put("plan", "gold"));
	}

	@Test
	void getPrincipalKeyCombinesIssuerAndUserId() {
		Identity identity = Identity.builder(ISSUER + "/", "joe@example.com").userId("00u1").build();
		assertThat(identity.getPrincipalKey()).isEqualTo(ISSUER + "#00u1");
	}

	@Test
	void getPrincipalKeyWhenUserHasNoUserIdThenUsesTheSubject() {
		Identity identity = Identity.builder(ISSUER, "user-1").userId(null).build();
		assertThat(identity.getPrincipalKey()).isEqualTo(ISSUER + "#user-1");
	}

	@Test
	void getPrincipalKeyWhenIssuersDifferThenDiffers() {
		Identity other = Identity.builder("https://other.example.com", "user-1").build();
		assertThat(other.getPrincipalKey()).isNotEqualTo(Identity.builder(ISSUER, "user-1").build().getPrincipalKey());
	}

	@Test
	void getPrincipalKeyWhenUserAndServiceHaveOneNameThenDiffers() {
		Identity user = Identity.builder(ISSUER, "same").build();
		assertThat(user.getPrincipalKey()).isNotEqualTo(service("same").build().getPrincipalKey());
	}

	@ParameterizedTest
	@CsvSource({ "?service#client-1", "service#client-1", "#client-1", "/?service#client-1" })
	void getPrincipalKeyWhenUserIdLooksLikeServiceThenDiffers(String userId) {
		Identity user = Identity.builder(ISSUER, "sub").userId(userId).build();
		assertThat(user.getPrincipalKey()).isNotEqualTo(service("client-1").build().getPrincipalKey());
	}

	@Test
	void getPrincipalKeyWhenAuthorityIsSetThenUsesItInsteadOfTheIssuer() {
		Identity identity = Identity.builder(ISSUER, "sub")
			.authority("https://tenants.example/t1")
			.userId("o1")
			.build();
		assertThat(identity.getPrincipalKey()).isEqualTo("https://tenants.example/t1#o1");
	}

	@Test
	void buildCopiesWhatTheBuilderWasGiven() {
		List<String> roles = new ArrayList<>(List.of("viewer"));
		Set<IdentityTrait> traits = EnumSet.of(IdentityTrait.GUEST);
		Identity identity = Identity.builder(ISSUER, "user-1").roles(roles).traits(traits).build();
		roles.add("admin");
		traits.add(IdentityTrait.AGENT);
		assertThat(identity.getRoles()).containsExactly("viewer");
		assertThat(identity.getTraits()).containsExactly(IdentityTrait.GUEST);
	}

	@Test
	void collectionsAreUnmodifiable() {
		Identity identity = complete().build();
		for (Set<String> values : List.of(identity.getRoles(), identity.getPermissions(), identity.getGroups())) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> values.add("more"));
		}
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> identity.getTraits().add(IdentityTrait.GUEST));
	}

	@Test
	void equalsWhenPrincipalAndRightsAreTheSameThenTrue() {
		assertThat(complete().build()).isEqualTo(complete().build()).hasSameHashCodeAs(complete().build());
	}

	@Test
	void equalsWhenScopesDifferThenFalse() {
		assertThat(complete().build()).isNotEqualTo(complete().scopes(Scopes.none()).build());
	}

	@Test
	void equalsWhenPrincipalDiffersThenFalse() {
		assertThat(complete().build()).isNotEqualTo(complete().userId("user-2").build()).isNotEqualTo("user-1");
	}

	@Test
	void toStringHasNothingButTypeAndKey() {
		assertThat(complete().build()).hasToString("user " + ISSUER + "#user-1");
	}

	@Test
	void serializationKeepsTheIdentity() throws IOException, ClassNotFoundException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(complete().build());
		Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
		assertThat(copy).isEqualTo(complete().build());
	}

	private static IdentityBuilder service(String subject) {
		return Identity.builder(ISSUER, subject).principalType(PrincipalType.SERVICE);
	}

	private static IdentityBuilder complete() {
		return Identity.builder(ISSUER, "user-1")
			.provider("auth0")
			.tenant("t1")
			.orgId("org1")
			.clientId("client-1")
			.roles(List.of("admin"))
			.permissions(List.of("memories:write"))
			.groups(List.of("Midwest Sales"))
			.scopes(Scopes.of("openid", "memories:write"))
			.oauthScopes(Scopes.of("openid"))
			.plan("free")
			.email("you@example.com")
			.emailVerified(true)
			.name("You")
			.username("you")
			.actor(new Actor("agent-1", new Actor("agent-0", null)))
			.traits(Set.of(IdentityTrait.AGENT))
			.tokenId("t-1")
			.claims(Map.of("sub", "user-1"));
	}

}

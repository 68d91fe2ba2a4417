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

package io.identifiabl.claims;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.AuthenticationContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClaimMappingTests {

	private static final ClaimMapping MAPPING = Providers.generic().getClaimMapping();

	@Test
	void mapReadsTheStandardClaims() {
		Identity identity = map(Map.of("azp", "client-1", "email", "you@example.com", "email_verified", true, "name",
				"You", "preferred_username", "you", "jti", "t-1"));
		assertThat(identity.getClientId()).isEqualTo("client-1");
		assertThat(identity.getEmail()).isEqualTo("you@example.com");
		assertThat(identity.isEmailVerified()).isTrue();
		assertThat(identity.getName()).isEqualTo("You");
		assertThat(identity.getUsername()).isEqualTo("you");
		assertThat(identity.getTokenId()).isEqualTo("t-1");
	}

	@Test
	void mapKeepsTheRawClaims() {
		assertThat(map(Map.of("custom", 7L)).getClaims()).containsEntry("custom", 7L);
	}

	@Test
	void mapWhenEmailVerifiedIsTextThenIsNotVerified() {
		assertThat(map(Map.of("email", "you@example.com", "email_verified", "true")).isEmailVerified()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void mapWhenSubjectIsBlankThenIsMissing(String subject) {
		assertRefused("missing_subject", Map.of("sub", subject));
	}

	@Test
	void mapWhenSubjectIsAbsentThenIsMissing() {
		Map<String, Object> claims = new HashMap<>(Map.of("iss", "https://issuer.example.com", "email", "a@b.c"));
		claims.put("sub", null);
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> MAPPING.map(ClaimSet.of(claims)))
			.withMessage("missing_subject");
	}

	@ParameterizedTest
	@MethodSource
	void mapWhenSubjectIsImproperThenIsInvalid(Object subject) {
		assertRefused("invalid_claim", Map.of("sub", subject));
	}

	static List<Object> mapWhenSubjectIsImproperThenIsInvalid() {
		return List.of(42L, List.of("user-1"), Map.of("id", "user-1"), true, "a\nb", "a\u202eb", "a\u0000",
				"x".repeat(256));
	}

	@Test
	void mapWhenSubjectIsAsLongAsAllowedThenKeepsIt() {
		assertThat(map(Map.of("sub", "x".repeat(255))).getSubject()).hasSize(255);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user ", " user", "user\u00a0", "user\u3000", "us\u200ber", "user\ufeff", "us\u00ader",
			"user\ufe0f", "us\u2062er", "user\u200e" })
	void mapWhenSubjectLooksLikeSomebodyElseThenIsInvalid(String subject) {
		assertRefused("invalid_claim", Map.of("sub", subject));
	}

	@ParameterizedTest
	@ValueSource(strings = { "uid ", "u\u200bid", "u\nid", "u\u202eid" })
	void mapWhenUserIdLooksLikeSomebodyElseThenSubjectDoesNotStandIn(String userId) {
		ClaimMapping mapping = MAPPING.toBuilder().read(IdentityAttribute.USER_ID, "uid", "sub").build();
		assertThatExceptionOfType(InvalidClaimException.class)
			.isThrownBy(() -> mapping.map(claims(Map.of("uid", userId))))
			.withMessage("invalid_claim");
	}

	@Test
	void mapWhenUserIdIsTooLongThenIsInvalid() {
		ClaimMapping mapping = MAPPING.toBuilder().read(IdentityAttribute.USER_ID, "uid", "sub").build();
		assertThatExceptionOfType(InvalidClaimException.class)
			.isThrownBy(() -> mapping.map(claims(Map.of("uid", "x".repeat(1025)))))
			.withMessage("invalid_claim");
		assertThat(mapping.map(claims(Map.of("uid", "x".repeat(1024)))).getUserId()).hasSize(1024);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void mapWhenUserIdIsBlankThenTheNextClaimCounts(String userId) {
		ClaimMapping mapping = MAPPING.toBuilder().read(IdentityAttribute.USER_ID, "uid", "sub").build();
		assertThat(mapping.map(claims(Map.of("uid", userId, "sub", "user-1"))).getUserId()).isEqualTo("user-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://as.example.com#user-1", "https://as.example.com?service",
			"https://as.example.com ", "https://as.example.com/\u200b", "https://as.example.com/a b" })
	void mapWhenIssuerCouldNotBeToldFromAPrincipalThenRefuses(String issuer) {
		assertRefused("untrusted_issuer", Map.of("iss", issuer));
	}

	@Test
	void mapWhenIssuerIsAbsentThenRefuses() {
		assertThatExceptionOfType(InvalidClaimException.class)
			.isThrownBy(() -> MAPPING.map(ClaimSet.of(Map.of("sub", "user-1"))))
			.extracting(InvalidClaimException::getCode)
			.isEqualTo("untrusted_issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "/", "//", " /" })
	void mapWhenIssuerIsBlankThenRefuses(String issuer) {
		assertRefused("untrusted_issuer", Map.of("iss", issuer));
	}

	@Test
	void mapWhenIssuerIsUrlOfIntrospectionThenTakesItsText() {
		assertThat(map(Map.of("iss", URI.create("https://as.example.com/"))).getIssuer())
			.isEqualTo("https://as.example.com");
	}

	@Test
	void mapWhenUserIdClaimIsAbsentThenIsMissing() {
		ClaimMapping mapping = MAPPING.toBuilder().read(IdentityAttribute.USER_ID, "uid").build();
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> mapping.map(claims(Map.of())))
			.withMessage("missing_subject");
	}

	@Test
	void mapWhenUnionThenAppendsPermissionsToScopes() {
		Identity identity = map(PermissionMerge.UNION, workedExample());
		assertThat(identity.getScopes()).containsExactly("openid", "profile", "email", "inner.dreams:read",
				"inner.memories:write");
		assertThat(identity.getOauthScopes()).containsExactly("openid", "profile", "email", "inner.dreams:read");
		assertThat(identity.getPermissions()).containsExactly("inner.memories:write");
		assertThat(identity.getOrgId()).isEqualTo("org_7Yk9pQ3");
		assertThat(identity.getPlan()).isEqualTo("free");
		assertThat(identity.getTenant()).isNull();
	}

	@Test
	void mapWhenNothingIsSaidThenMergesPermissions() {
		assertThat(map(workedExample()).getScopes()).isEqualTo(map(PermissionMerge.UNION, workedExample()).getScopes());
	}

	@Test
	void mapWhenNoneThenScopesAreTheDelegatedOnes() {
		Identity identity = map(PermissionMerge.NONE, workedExample());
		assertThat(identity.getScopes()).containsExactly("openid", "profile", "email", "inner.dreams:read");
		assertThat(identity.getPermissions()).containsExactly("inner.memories:write");
	}

	@Test
	void mapWhenIntersectThenScopesAreBothDelegatedAndPermitted() {
		Identity identity = map(PermissionMerge.INTERSECT,
				Map.of("scope", "openid read write", "permissions", List.of("write", "delete", "read")));
		assertThat(identity.getScopes()).containsExactly("read", "write");
	}

	@Test
	void mapWhenIntersectAndNoPermissionsAreStatedThenDelegatedScopesCount() {
		assertThat(map(PermissionMerge.INTERSECT, Map.of("scope", "read")).getScopes()).containsExactly("read");
	}

	@ParameterizedTest
	@MethodSource
	void mapWhenIntersectAndPermissionsHoldNothingThenNothingIsLeft(Object permissions) {
		assertThat(map(PermissionMerge.INTERSECT, Map.of("scope", "read", "permissions", permissions)).getScopes())
			.isEmpty();
	}

	static List<Object> mapWhenIntersectAndPermissionsHoldNothingThenNothingIsLeft() {
		return List.of(List.of(), 7L, Map.of("read", true), List.of(1L));
	}

	@Test
	void mapNeverMakesRolesScopes() {
		assertThat(map(Map.of("roles", List.of("admin"))).getScopes()).isEmpty();
	}

	@Test
	void mapWhenScopesAreInSeveralClaimsThenUnitesThemInOrder() {
		Identity identity = map(Map.of("scopes", "d a", "scp", List.of("c", "a"), "scope", "a b"));
		assertThat(identity.getScopes()).containsExactly("a", "b", "c", "d");
	}

	@Test
	void mapWhenPermissionIsNoScopeTokenThenIsPermissionOnly() {
		Identity identity = map(Map.of("permissions", List.of("see everything")));
		assertThat(identity.getPermissions()).containsExactly("see everything");
		assertThat(identity.getScopes()).isEmpty();
	}

	@Test
	void mapWhenAttributeIsOverriddenThenReadsNoOtherClaim() {
		ClaimMapping mapping = MAPPING.toBuilder()
			.read(IdentityAttribute.PLAN, List.of(ClaimPath.parse("/app_metadata/plan")))
			.build();
		Identity identity = mapping.map(claims(Map.of("plan", "free", "app_metadata", Map.of("plan", "gold"))));
		assertThat(identity.getPlan()).isEqualTo("gold");
	}

	@Test
	void mapWhenOverriddenClaimIsAbsentThenAttributeIsAbsent() {
		ClaimMapping mapping = MAPPING.toBuilder().read(IdentityAttribute.ORG_ID, "company").build();
		assertThat(mapping.map(claims(Map.of("org_id", "org1"))).getOrgId()).isNull();
	}

	@Test
	void alsoReadAddsTheClaimLast() {
		ClaimMapping mapping = MAPPING.toBuilder()
			.alsoRead(IdentityAttribute.ROLES, "https://acme.example/roles")
			.build();
		Identity identity = mapping
			.map(claims(Map.of("https://acme.example/roles", List.of("b", "a"), "roles", List.of("a"))));
		assertThat(identity.getRoles()).containsExactly("a", "b");
	}

	@Test
	void buildTakesCopyOfTheBuilder() {
		ClaimMapping.Builder builder = MAPPING.toBuilder();
		ClaimMapping mapping = builder.build();
		builder.read(IdentityAttribute.PLAN, "other");
		assertThat(mapping.map(claims(Map.of("plan", "free"))).getPlan()).isEqualTo("free");
	}

	@Test
	void serviceDecidesThePrincipalType() {
		ClaimMapping mapping = ClaimMapping.builder("own").service((claims) -> true).build();
		Identity identity = mapping.map(claims(Map.of()));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getProvider()).isEqualTo("own");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\u202eb", "\u0007", " " })
	void mapWhenTextIsUnsafeThenAttributeIsAbsent(String text) {
		Identity identity = map(Map.of("name", text, "email", text, "plan", text, "org_id", text, "client_id", text));
		assertThat(Arrays.asList(identity.getName(), identity.getEmail(), identity.getPlan(), identity.getOrgId(),
				identity.getClientId()))
			.containsOnlyNulls();
	}

	@Test
	void mapReadsTheAuthenticationContext() {
		AuthenticationContext context = map(
				Map.of("sid", "s1", "auth_time", 1767225600.9, "acr", "loa2", "amr", List.of("pwd", "otp")))
			.getAuthenticationContext();
		assertThat(context).isEqualTo(
				new AuthenticationContext("s1", Instant.ofEpochSecond(1767225600), "loa2", List.of("pwd", "otp")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sid", "acr", "amr" })
	void mapWhenTokenSaysAnythingAboutTheSignInThenContextIsKnown(String claim) {
		assertThat(map(Map.of(claim, "x")).getAuthenticationContext()).isNotEqualTo(AuthenticationContext.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 253402300799L })
	void mapWhenAuthTimeIsAtTheEdgeThenTakesIt(long authTime) {
		assertThat(map(Map.of("auth_time", authTime)).getAuthenticationContext().authTime())
			.isEqualTo(Instant.ofEpochSecond(authTime));
	}

	@ParameterizedTest
	@MethodSource
	void mapWhenAuthTimeIsGarbageThenIsUnknown(Object authTime) {
		assertThat(map(Map.of("auth_time", authTime)).getAuthenticationContext())
			.isSameAs(AuthenticationContext.UNKNOWN);
	}

	static List<Object> mapWhenAuthTimeIsGarbageThenIsUnknown() {
		return List.of(1e300, -1L, Double.NaN, Double.POSITIVE_INFINITY, Long.MAX_VALUE, 253402300800L, 1767225600000L,
				"1767225600", true, List.of(1L));
	}

	private static Map<String, Object> workedExample() {
		return Map.of("scope", "openid profile email inner.dreams:read", "permissions", List.of("inner.memories:write"),
				"org_id", "org_7Yk9pQ3", "plan", "free");
	}

	private static Identity map(Map<String, Object> claims) {
		return MAPPING.map(claims(claims));
	}

	private static Identity map(PermissionMerge merge, Map<String, Object> claims) {
		return MAPPING.toBuilder().permissionMerge(merge).build().map(claims(claims));
	}

	private static void assertRefused(String code, Map<String, Object> claims) {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> map(claims))
			.extracting(InvalidClaimException::getCode)
			.isEqualTo(code);
	}

	private static ClaimSet claims(Map<String, Object> more) {
		Map<String, Object> claims = new HashMap<>(Map.of("iss", "https://issuer.example.com", "sub", "user-1"));
		claims.putAll(more);
		return ClaimSet.of(claims);
	}

}

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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdentityJwtTests {

	@Test
	void getAudienceWhenTextThenIsList() {
		assertThat(decode(TestTokens.claims()).getAudience()).containsExactly(TestTokens.AUDIENCE);
	}

	@Test
	void getAudienceWhenArrayThenKeepsIt() {
		List<String> audience = List.of("https://other.example", TestTokens.AUDIENCE);
		assertThat(decode(TestTokens.claims("aud", audience)).getAudience()).isEqualTo(audience);
	}

	@Test
	void timesAreInstants() {
		IdentityJwt jwt = decode(TestTokens.claims("nbf", TestTokens.NOW - 5.5));
		assertThat(jwt.getIssuedAt()).isEqualTo(Instant.ofEpochSecond(TestTokens.NOW));
		assertThat(jwt.getExpiresAt()).isEqualTo(Instant.ofEpochSecond(TestTokens.NOW + 3600));
		assertThat(jwt.getNotBefore()).isEqualTo(Instant.ofEpochSecond(TestTokens.NOW - 6));
	}

	@Test
	void getIssuedAtWhenAbsentThenIsNotInvented() {
		IdentityJwt jwt = decode(TestTokens.claimsWithout("iat"));
		assertThat(jwt.getIssuedAt()).isNull();
		assertThat(jwt.getClaims()).doesNotContainKey("iat");
	}

	@Test
	void serializationKeepsTokenAndIdentityWithItsClaims() throws IOException, ClassNotFoundException {
		IdentityJwt jwt = decode(TestTokens.claims("plan", "free"));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(jwt);
		Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
		assertThat(copy).isInstanceOfSatisfying(IdentityJwt.class, (read) -> {
			assertThat(read.getTokenValue()).isEqualTo(jwt.getTokenValue());
			assertThat(read.getHeaders()).isEqualTo(jwt.getHeaders());
			assertThat(read.getAuthorities()).isEqualTo(jwt.getAuthorities());
			assertThat(read.getIdentity()).isEqualTo(jwt.getIdentity());
			assertThat(read.getIdentity().getClaims()).isEqualTo(jwt.getClaims());
		});
	}

	@Test
	void getTokenValueIsTheToken() {
		String token = TestTokens.signed(TestTokens.claims());
		assertThat(TestTokens.decoder().decode(token).getTokenValue()).isEqualTo(token);
	}

	@Test
	void getHeadersAreTheTokens() {
		assertThat(decode(TestTokens.claims()).getHeaders()).isEqualTo(TestTokens.header());
	}

	// as an application may create it, say for a test
	@Test
	void headersAndClaimsAreCopiesOfTheTokens() {
		IdentityJwt decoded = decode(TestTokens.claims());
		Jwt jwt = Jwt.withTokenValue("token").header("alg", "RS256").claim("sub", "user-1").build();
		IdentityJwt created = new IdentityJwt(jwt, decoded.getIdentity());
		assertThat(created.getHeaders()).containsExactly(Map.entry("alg", "RS256"));
		assertThat(created.getClaims()).containsExactly(Map.entry("sub", "user-1"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(created.getClaims()::clear);
	}

	@Test
	void getNameIsTheSubject() {
		assertThat(decode(TestTokens.claims()).getName()).isEqualTo("user-1");
	}

	@Test
	void getAttributesAreTheClaims() {
		IdentityJwt jwt = decode(TestTokens.claims());
		assertThat(jwt.getAttributes()).isEqualTo(jwt.getClaims()).containsEntry("sub", "user-1");
	}

	@Test
	void identityKeepsTheClaimsAsIssued() {
		assertThat(decode(TestTokens.claims()).getIdentity().getClaims()).isEqualTo(TestTokens.claims());
	}

	@Test
	void getAuthoritiesAreOfTheirOwnKinds() {
		Map<String, @Nullable Object> claims = TestTokens.claims("scope", "read");
		claims.put("roles", List.of("admin"));
		claims.put("permissions", List.of("export"));
		claims.put("groups", List.of("staff"));
		assertThat(decode(claims).getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactly("SCOPE_read", "SCOPE_export", "ROLE_admin", "PERMISSION_export");
	}

	@Test
	void getAuthoritiesCannotBeExtended() {
		IdentityJwt jwt = decode(TestTokens.claims());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(jwt.getAuthorities()::clear);
	}

	@Test
	void toStringHasNoToken() {
		IdentityJwt jwt = decode(TestTokens.claims());
		assertThat(jwt).hasToString("IdentityJwt [user " + TestTokens.ISSUER + "#user-1]");
	}

	@Test
	void nestedClaimsAreImmutable() {
		IdentityJwt jwt = decode(TestTokens.claims("app", Map.of("list", List.of("a"))));
		assertThat(jwt.getClaims().get("app")).isInstanceOfSatisfying(Map.class,
				(app) -> assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(app::clear));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(jwt.getClaims()::clear);
	}

	private static IdentityJwt decode(Map<String, @Nullable Object> claims) {
		return TestTokens.decoder().decode(TestTokens.signed(claims));
	}

}

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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

import io.identifiabl.identity.Identity;
import io.identifiabl.token.IdentityMappingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SameCaller}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class SameCallerTests {

	private static final String ISSUER = "https://idp.example.com";

	private final Authentication caller = new TestingAuthenticationToken("alice", "token");

	private final SameCaller sameCaller = new SameCaller((authentication) -> {
		if (this.caller.equals(authentication)) {
			return Identity.builder(ISSUER, "alice").build();
		}
		if (authentication != null && authentication.getPrincipal() instanceof DefaultOidcUser) {
			return null;
		}
		throw new IdentityMappingException(new IllegalArgumentException("no scope"));
	});

	// of an application, which may expect what only access tokens have
	@Test
	void isSameWhenMapperDoesNotKnowIdTokensThenSubjectAndIssuerDecide() {
		assertThat(this.sameCaller.isSame(this.caller, login(ISSUER, "alice"))).isTrue();
		assertThat(this.sameCaller.isSame(this.caller, login(ISSUER, "bob"))).isFalse();
		assertThat(this.sameCaller.isSame(this.caller, login("https://other.example.com", "alice"))).isFalse();
	}

	private static Authentication login(String issuer, String subject) {
		Instant now = Instant.now();
		OidcIdToken token = new OidcIdToken("id-token", now, now.plusSeconds(60),
				Map.of("iss", issuer, "sub", subject, "aud", List.of("client")));
		return new TestingAuthenticationToken(new DefaultOidcUser(List.of(), token), "code");
	}

}

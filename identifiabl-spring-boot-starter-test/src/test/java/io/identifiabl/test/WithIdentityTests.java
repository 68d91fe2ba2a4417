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

package io.identifiabl.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.TestExecutionEvent;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.token.IdentityJwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WithIdentity}.
 *
 * @author Identifiabl Contributors
 */
@SpringJUnitConfig
@WithIdentity(userId = "class")
class WithIdentityTests {

	private final WithIdentitySecurityContextFactory factory = new WithIdentitySecurityContextFactory();

	@Test
	void classIsRunAsSomebody() {
		assertThat(current().getUserId()).isEqualTo("class");
	}

	@Test
	@WithIdentity(userId = "alice", scopes = { "notes:read", "notes:write" })
	void methodComesBeforeClass() {
		assertThat(current().getUserId()).isEqualTo("alice");
		assertThat(current().getScopes()).containsExactly("notes:read", "notes:write");
		assertThat(current().getOauthScopes()).isEqualTo(current().getScopes());
	}

	@Test
	@WithIdentity
	void defaultsAreAUserWithNothing() {
		Identity identity = current();
		assertThat(identity.getIssuer()).isEqualTo(TestIdentities.ISSUER);
		assertThat(identity).isEqualTo(TestIdentities.user("user").build());
	}

	@Test
	@WithIdentity(userId = "alice", issuer = "https://login.example.com", tenant = "t1", orgId = "o1",
			clientId = "chatgpt", email = "alice@example.com", plan = "pro", roles = "admin", permissions = "export",
			groups = "staff")
	void everyAttributeIsSet() {
		assertThat(current()).isEqualTo(Identity.builder("https://login.example.com", "alice")
			.tenant("t1")
			.orgId("o1")
			.clientId("chatgpt")
			.email("alice@example.com")
			.plan("pro")
			.roles(List.of("admin"))
			.permissions(List.of("export"))
			.groups(List.of("staff"))
			.build());
	}

	@Test
	@WithIdentity(issuer = "", tenant = "", orgId = "", clientId = "", email = "", plan = "", scopes = "", roles = "",
			permissions = "", groups = "")
	void emptyValuesAreAbsent() {
		assertThat(current()).isEqualTo(TestIdentities.user("user").build());
	}

	@Test
	@WithIdentity(scopes = { "", "notes:read" }, roles = { "admin", "" })
	void emptyElementsAreAbsent() {
		assertThat(current().getScopes()).containsExactly("notes:read");
		assertThat(current().getRoles()).containsExactly("admin");
	}

	@Test
	void nobodyIsWithoutAUserId() {
		WithIdentity annotation = Nobody.class.getAnnotation(WithIdentity.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createSecurityContext(annotation))
			.withMessage("@WithIdentity: there is nobody without a userId");
	}

	@Test
	@WithIdentity(userId = "nightly-job", principalType = PrincipalType.SERVICE)
	void serviceHasSubjectButNoUserId() {
		assertThat(current().getSubject()).isEqualTo("nightly-job");
		assertThat(current().getUserId()).isNull();
	}

	@Test
	@Alice
	void annotationMayBeMeta() {
		assertThat(current().getUserId()).isEqualTo("alice");
	}

	@Test
	void setupBeforeIsPassedOn() {
		WithSecurityContext context = AnnotatedElementUtils.findMergedAnnotation(Early.class,
				WithSecurityContext.class);
		assertThat(context).isNotNull()
			.extracting(WithSecurityContext::setupBefore)
			.isEqualTo(TestExecutionEvent.TEST_EXECUTION);
	}

	@Test
	void scopesThatAreNotOneScopeEachAreRefused() {
		WithIdentity annotation = Misspelt.class.getAnnotation(WithIdentity.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createSecurityContext(annotation))
			.withMessage("@WithIdentity: 'notes:read notes:write' is not one scope (RFC 6749 section 3.3)");
	}

	private static Identity current() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		assertThat(authentication).isNotNull();
		assertThat(authentication.getPrincipal()).isInstanceOf(IdentityJwt.class);
		return ((IdentityJwt) authentication.getPrincipal()).getIdentity();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@WithIdentity(userId = "alice")
	@interface Alice {

	}

	@WithIdentity(setupBefore = TestExecutionEvent.TEST_EXECUTION)
	static final class Early {

	}

	@WithIdentity(scopes = "notes:read notes:write")
	static final class Misspelt {

	}

	@WithIdentity(userId = "")
	private static final class Nobody {

	}

}

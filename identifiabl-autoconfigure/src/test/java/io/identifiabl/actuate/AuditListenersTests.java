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

package io.identifiabl.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationEvent;
import org.springframework.security.authorization.event.AuthorizationGrantedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.switchuser.AuthenticationSwitchUserEvent;

import io.identifiabl.provider.Providers;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.token.TokenIdentityResolver;
import io.identifiabl.test.TestIdentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Events of every kind, also those of other ways to authenticate.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditListenersTests {

	private static final Authentication JOE = UsernamePasswordAuthenticationToken.authenticated("joe", "secret",
			AuthorityUtils.NO_AUTHORITIES);

	private final List<AuditEvent> events = new ArrayList<>();

	private final IdentityResolver resolver = new TokenIdentityResolver(
			(issuer) -> Providers.generic().getClaimMapping());

	private ApplicationEventPublisher publisher = (event) -> this.events
		.add(((AuditApplicationEvent) event).getAuditEvent());

	@Test
	void failedLoginNamesWhoTried() {
		Authentication attempt = UsernamePasswordAuthenticationToken.unauthenticated("joe", "secret");
		authentication(new AuthenticationFailureBadCredentialsEvent(attempt, new BadCredentialsException("no")));
		assertThat(this.events.get(0).getPrincipal()).isEqualTo("joe");
		assertThat(this.events.get(0).getData()).containsEntry("type", "BadCredentialsException");
	}

	@Test
	void failedTokenIsNobody() {
		authentication(new AuthenticationFailureBadCredentialsEvent(new BearerTokenAuthenticationToken("secret"),
				new BadCredentialsException("secret")));
		assertThat(this.events.get(0).getPrincipal()).isEqualTo("anonymous");
		assertThat(this.events.get(0).getData().toString()).doesNotContain("secret");
	}

	@Test
	void loginLogoutAndSwitchAreRecorded() {
		authentication(new AuthenticationSuccessEvent(JOE));
		authentication(new LogoutSuccessEvent(JOE));
		authentication(new AuthenticationSwitchUserEvent(JOE,
				User.withUsername("ann").password("x").authorities("a").build()));
		assertThat(this.events).extracting(AuditEvent::getType)
			.containsExactly("AUTHENTICATION_SUCCESS", "LOGOUT_SUCCESS", "AUTHENTICATION_SWITCH");
		assertThat(this.events.get(2).getData()).containsEntry("target", "ann");
	}

	@Test
	@SuppressWarnings("NullAway") // switching back
	void switchBackHasNoTarget() {
		authentication(new AuthenticationSwitchUserEvent(JOE, null));
		assertThat(this.events.get(0).getData()).doesNotContainKey("target");
	}

	@Test
	void eventsThatRepeatAnotherAreNotRecorded() {
		authentication(new InteractiveAuthenticationSuccessEvent(JOE, getClass()));
		assertThat(this.events).isEmpty();
	}

	@Test
	void serviceHasNoUser() {
		authentication(
				new AuthenticationSuccessEvent(TestIdentities.authentication(TestIdentities.service("job").build())));
		assertThat(this.events.get(0).getData()).doesNotContainKey("user").containsEntry("principalType", "service");
	}

	@Test
	void grantIsNotADenialWhateverTheEventIsCalled() {
		AuthorizationDecision granted = new AuthorizationDecision(true);
		authorization(new AuthorizationDeniedEvent<>(() -> JOE, "x", granted));
		authorization(new AuthorizationGrantedEvent<>(() -> JOE, "x", granted));
		assertThat(this.events).isEmpty();
	}

	@Test
	void denialNamesTheScopes() {
		authorization(new AuthorizationDeniedEvent<>(() -> JOE, "x",
				new AuthorityAuthorizationDecision(false, AuthorityUtils.createAuthorityList("SCOPE_a", "SCOPE_b"))));
		assertThat(this.events.get(0).getData()).containsEntry("required", List.of("a", "b"));
	}

	@Test
	void troubleWithRecordingDoesNotFailTheRequest(CapturedOutput output) {
		this.publisher = (event) -> {
			throw new IllegalStateException("full");
		};
		Supplier<Authentication> authentication = () -> JOE;
		assertThatNoException().isThrownBy(() -> authentication(new AuthenticationSuccessEvent(JOE)));
		assertThatNoException().isThrownBy(() -> authorization(
				new AuthorizationDeniedEvent<>(authentication, "x", new AuthorizationDecision(false))));
		assertThat(output.getAll()).contains("could not be recorded");
	}

	private void authentication(AbstractAuthenticationEvent event) {
		IdentityAuthenticationAuditListener listener = new IdentityAuthenticationAuditListener(this.resolver);
		listener.setApplicationEventPublisher(this.publisher);
		listener.onApplicationEvent(event);
	}

	private void authorization(AuthorizationEvent event) {
		IdentityAuthorizationAuditListener listener = new IdentityAuthorizationAuditListener(this.resolver);
		listener.setApplicationEventPublisher(this.publisher);
		listener.onApplicationEvent(event);
	}

}

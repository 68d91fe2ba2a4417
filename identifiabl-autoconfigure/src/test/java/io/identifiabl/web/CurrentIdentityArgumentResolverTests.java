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

package io.identifiabl.web;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.ServletWebRequest;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.provider.Providers;
import io.identifiabl.security.token.TokenIdentityResolver;
import io.identifiabl.test.TestIdentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Tag("every-jdk")
class CurrentIdentityArgumentResolverTests {

	private final CurrentIdentityArgumentResolver resolver = new CurrentIdentityArgumentResolver(
			new TokenIdentityResolver((issuer) -> Providers.generic().getClaimMapping()));

	private final Identity identity = TestIdentities.user("u").build();

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void supportsAnnotatedParametersOnly() {
		assertThat(this.resolver.supportsParameter(parameter(0))).isTrue();
		assertThat(this.resolver.supportsParameter(parameter(4))).isFalse();
	}

	@Test
	void resolveWhenAuthenticatedThenReturnsTheIdentity() {
		authenticate();
		assertThat(resolve(0)).isEqualTo(this.identity);
		assertThat(resolve(1)).isEqualTo(this.identity);
		assertThat(resolve(2)).isEqualTo(Optional.of(this.identity));
	}

	@Test
	void resolveWhenNobodyIsAuthenticatedThenOnlyOptionalOnesAreEmpty() {
		assertThat(resolve(1)).isNull();
		assertThat(resolve(2)).isEqualTo(Optional.empty());
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class).isThrownBy(() -> resolve(0));
	}

	@Test
	void resolveWhenParameterIsOfAnotherTypeThenSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> resolve(3))
			.withMessageStartingWith("@CurrentIdentity needs a parameter of type Identity or Optional<Identity>");
	}

	private void authenticate() {
		SecurityContextHolder.getContext().setAuthentication(TestIdentities.authentication(this.identity));
	}

	private @Nullable Object resolve(int index) {
		return this.resolver.resolveArgument(parameter(index), null,
				new ServletWebRequest(new MockHttpServletRequest()), null);
	}

	private static MethodParameter parameter(int index) {
		return new MethodParameter(Arrays.stream(ReflectionUtils.getDeclaredMethods(Handler.class))
			.filter((method) -> method.getName().equals("handle"))
			.findFirst()
			.orElseThrow(), index);
	}

	static class Handler {

		void handle(@CurrentIdentity Identity required, @CurrentIdentity(required = false) @Nullable Identity optional,
				@CurrentIdentity Optional<Identity> wrapped, @CurrentIdentity String wrong, Identity plain) {
			// only its parameters matter
		}

	}

}

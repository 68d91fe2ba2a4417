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

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.CallerVerification;
import io.identifiabl.security.RefusedCallers;
import io.identifiabl.token.IdentityJwt;
import io.identifiabl.token.RevocationsUnavailableException;
import io.identifiabl.token.TokenRefusedException;

/**
 * Verifies what the application's own decoder has accepted, once for each request and
 * token. Revocations hold whatever that decoder says: a token that is revoked, or of
 * which that is not known, is refused even if something else is wrong with it, or if
 * there are no keys to verify it with. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ReportModeVerification implements CallerVerification {

	private static final String ATTRIBUTE = ReportModeVerification.class.getName();

	private static final String ACCEPTED = ReportModeVerification.class.getName() + ".ACCEPTED";

	private final Log logger = LogFactory.getLog(getClass());

	private final JwtDecoder decoder;

	private final AcceptedTokenRevocations revocations;

	ReportModeVerification(JwtDecoder decoder, AcceptedTokenRevocations revocations) {
		this.decoder = decoder;
		this.revocations = revocations;
	}

	@Override
	public @Nullable AuthenticationException findRefusal(@Nullable Authentication authentication) {
		if (authentication == null || !isSomebody(authentication)) {
			return null;
		}
		AuthenticationException ofRequest = RefusedCallers.findInRequest();
		if (ofRequest != null) {
			return ofRequest;
		}
		TokenVerdict verdict = find(authentication);
		if (verdict != null) {
			// what was refused a while ago, such as for lack of keys, may be good now
			return verdict.refusal();
		}
		AuthenticationException known = RefusedCallers.find(authentication);
		if (known != null || isSeen(authentication) || isAccepted(authentication)) {
			return known;
		}
		return unseen().refusal();
	}

	// it has an identity, or an opaque token that was asked about
	private static boolean isSeen(Authentication authentication) {
		return authentication.getPrincipal() instanceof IdentityJwt || CallerToken.find(authentication) != null;
	}

	/**
	 * Verify the token that an authentication carries.
	 * @param authentication the authentication
	 * @return the verdict, {@code null} if it is of nobody, carries no JWT, or has an
	 * identity since its token was verified before
	 */
	public @Nullable TokenVerdict find(Authentication authentication) {
		if (!isSomebody(authentication) || authentication.getPrincipal() instanceof IdentityJwt) {
			return null;
		}
		OAuth2Token token = CallerToken.find(authentication);
		if (token instanceof IdentityJwt) {
			return null;
		}
		if (token instanceof Jwt jwt) {
			return verify(jwt.getTokenValue(), jwt);
		}
		return (token != null && isSigned(token.getTokenValue())) ? verify(token.getTokenValue(), null) : null;
	}

	/**
	 * Say that the token of a caller was found good which the authentication does not
	 * carry.
	 * @param authentication the authentication
	 * @param request the request of the caller
	 */
	public static void accept(Authentication authentication, HttpServletRequest request) {
		request.setAttribute(ACCEPTED, authentication);
	}

	@SuppressWarnings("ReferenceEquality")
	private static boolean isAccepted(Authentication authentication) {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().getAttribute(ACCEPTED) == authentication;
	}

	/**
	 * Verify the token that an authentication carries, or remember why its caller was
	 * refused before, who comes again with a session.
	 * @param authentication the authentication
	 * @return the verdict, {@code null} if there is none
	 */
	public @Nullable TokenVerdict findOrRemember(Authentication authentication) {
		TokenVerdict verdict = find(authentication);
		AuthenticationException known = (verdict != null) ? null : RefusedCallers.find(authentication);
		return (known != null) ? TokenVerdict.refused(null, known, false) : verdict;
	}

	private static boolean isSomebody(@Nullable Authentication authentication) {
		return authentication != null && authentication.isAuthenticated()
				&& !(authentication instanceof AnonymousAuthenticationToken);
	}

	// an opaque token has been asked about, and nothing in it could be verified
	private static boolean isSigned(String token) {
		return token.chars().filter((c) -> c == '.').count() == 2;
	}

	/**
	 * Return the verdict about a caller whose token is nowhere to be seen.
	 * @return the verdict
	 */
	public static TokenVerdict unseen() {
		return TokenVerdict.refused(null, invalid(new TokenRefusedException(TokenError.UNSUPPORTED_TOKEN_FORMAT)),
				false);
	}

	/**
	 * Verify a token that the application has accepted.
	 * @param token the token
	 * @param accepted what its decoder made of it, {@code null} if that cannot be seen
	 * @return the verdict
	 */
	public TokenVerdict verify(String token, @Nullable Jwt accepted) {
		HttpServletRequest request = (RequestContextHolder
			.getRequestAttributes() instanceof ServletRequestAttributes attributes) ? attributes.getRequest() : null;
		if (request != null && request.getAttribute(ATTRIBUTE) instanceof TokenVerdict known
				&& token.equals(known.token())) {
			return known;
		}
		TokenVerdict verdict = decide(token, accepted);
		if (request != null) {
			request.setAttribute(ATTRIBUTE, verdict);
		}
		return verdict;
	}

	private TokenVerdict decide(String token, @Nullable Jwt accepted) {
		AuthenticationException refusal;
		boolean enforced = false;
		try {
			Jwt verified = this.decoder.decode(token);
			if (verified instanceof IdentityJwt principal) {
				return TokenVerdict.good(token, principal.getIdentity());
			}
			refusal = invalid(new TokenRefusedException(TokenError.INVALID_CLAIM));
		}
		catch (BadJwtException ex) {
			refusal = invalid(ex);
			enforced = ex instanceof TokenRefusedException refused && refused.getError() == TokenError.TOKEN_REVOKED;
		}
		catch (JwtException ex) {
			refusal = unavailable(ex);
			enforced = ex instanceof RevocationsUnavailableException;
		}
		catch (RuntimeException ex) {
			// a validator of the application that is not made for these tokens
			this.logger.warn("A token that the application accepts could not be verified: " + ex.getClass().getName());
			this.logger.debug("The failure of its verification", ex);
			refusal = unavailable(ex);
		}
		return enforced ? TokenVerdict.refused(token, refusal, true) : unlessRevoked(token, accepted, refusal);
	}

	private TokenVerdict unlessRevoked(String token, @Nullable Jwt accepted, AuthenticationException refusal) {
		try {
			return this.revocations.isRevoked(token, accepted)
					? TokenVerdict.refused(token, invalid(new TokenRefusedException(TokenError.TOKEN_REVOKED)), true)
					: TokenVerdict.refused(token, refusal, false);
		}
		catch (RevocationsUnavailableException ex) {
			return TokenVerdict.refused(token, unavailable(ex), true);
		}
	}

	// as Spring Security does where its decoder throws
	private static AuthenticationException invalid(BadJwtException cause) {
		return new InvalidBearerTokenException(String.valueOf(cause.getMessage()), cause);
	}

	private static AuthenticationException unavailable(RuntimeException cause) {
		return new AuthenticationServiceException(String.valueOf(cause.getMessage()), cause);
	}

}

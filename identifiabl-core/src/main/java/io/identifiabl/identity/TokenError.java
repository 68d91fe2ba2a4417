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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a token was refused: a fixed vocabulary, so that callers can rely on the codes and
 * nothing from a token ever reaches a response.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum TokenError {

	/**
	 * More than one Authorization header.
	 */
	DUPLICATE_AUTHORIZATION(400, "The request has more than one Authorization header, or authenticates two users"),

	/**
	 * A token in the query (RFC 6750 section 2.3), where it ends up in logs.
	 */
	TOKEN_IN_QUERY(400, "The access token must be sent in the Authorization header, not in the query"),

	/**
	 * No token.
	 */
	MISSING_TOKEN(401, "An access token is required"),

	/**
	 * Not a JWS in canonical compact form.
	 */
	MALFORMED_TOKEN(401, "The access token is malformed"),

	/**
	 * Opaque, unsigned, or of a type that is no access token.
	 */
	UNSUPPORTED_TOKEN_FORMAT(401,
			"The token is not a signed JWT for calling an API; request one for the audience of this API from the authorization server"),

	/**
	 * A JWE.
	 */
	ENCRYPTED_TOKEN(401, "Encrypted access tokens are not supported"),

	/**
	 * Longer than allowed.
	 */
	TOKEN_TOO_LARGE(401, "The access token is too large"),

	/**
	 * Issued by nobody this resource server trusts.
	 */
	UNTRUSTED_ISSUER(401, "The issuer of the access token is not trusted"),

	/**
	 * Issued for another audience.
	 */
	INVALID_AUDIENCE(401, "The access token was not issued for this resource"),

	/**
	 * Signed with an algorithm that is not accepted from its issuer.
	 */
	ALGORITHM_NOT_ACCEPTED(401, "The access token is signed with an algorithm that is not accepted"),

	/**
	 * The signature is wrong.
	 */
	INVALID_SIGNATURE(401, "The signature of the access token is invalid"),

	/**
	 * The issuer has no key of that id.
	 */
	UNKNOWN_KEY(401, "The access token is signed with an unknown key"),

	/**
	 * Signed with a key that the verifier would have to share.
	 */
	SHARED_KEY_TOKEN(401, "The access token is signed with a shared key; an asymmetric signature is required"),

	/**
	 * Expired.
	 */
	EXPIRED_TOKEN(401, "The access token has expired"),

	/**
	 * Not valid yet, or issued in the future.
	 */
	TOKEN_NOT_YET_VALID(401, "The access token is not valid yet"),

	/**
	 * Would never expire.
	 */
	MISSING_EXPIRY(401, "The access token has no expiry"),

	/**
	 * Valid for longer than allowed.
	 */
	LIFETIME_TOO_LONG(401, "The access token is valid for longer than allowed"),

	/**
	 * Says nothing about whom it was issued to.
	 */
	MISSING_SUBJECT(401, "The access token has no subject"),

	/**
	 * A registered claim of the wrong type or with an impossible value.
	 */
	INVALID_CLAIM(401, "A claim of the access token is invalid"),

	/**
	 * An OpenID Connect ID token.
	 */
	ID_TOKEN_USED_AS_ACCESS_TOKEN(401, "An ID token cannot be used as an access token"),

	/**
	 * A refresh token.
	 */
	REFRESH_TOKEN_USED_AS_ACCESS_TOKEN(401, "A refresh token cannot be used as an access token"),

	/**
	 * A logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4).
	 */
	LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN(401, "A logout token cannot be used as an access token"),

	/**
	 * An identity assertion authorization grant.
	 */
	IDENTITY_ASSERTION_USED_AS_ACCESS_TOKEN(401, "An identity assertion cannot be used as an access token"),

	/**
	 * A token of Okta's org authorization server.
	 */
	OKTA_ORG_SERVER_TOKEN(401,
			"Tokens of the Okta org authorization server are for Okta only; use a custom authorization server"),

	/**
	 * A token for Microsoft Graph.
	 */
	MICROSOFT_GRAPH_TOKEN(401, "The access token is for Microsoft Graph; request one for the scope of this API"),

	/**
	 * The tenant is not the issuer's.
	 */
	TENANT_ISSUER_MISMATCH(401, "The tenant of the access token does not belong to its issuer"),

	/**
	 * Bound to a DPoP key but presented as a bearer token (RFC 9449 section 7.1).
	 */
	DPOP_BOUND_TOKEN_AS_BEARER(401, "The access token is bound to a DPoP key and cannot be used as a bearer token"),

	/**
	 * A token under the DPoP scheme where that scheme is not accepted.
	 */
	DPOP_NOT_ENABLED(401, "Access tokens are not accepted with the DPoP scheme here"),

	/**
	 * Sent with the DPoP scheme and a proof that is missing, or not one for this token
	 * and request (RFC 9449 section 4.3).
	 */
	INVALID_DPOP_PROOF(401, "The DPoP proof is missing, or is not valid for this access token and request"),

	/**
	 * Bound to a client certificate that was not shown (RFC 8705 section 3).
	 */
	CERTIFICATE_BOUND_TOKEN(401, "The access token is bound to a client certificate that the request does not show"),

	/**
	 * A session that is not active yet, since the user still has something to do.
	 */
	SESSION_PENDING(401, "The session is pending; the user has to complete the sign-in first"),

	/**
	 * Revoked before it expired.
	 */
	TOKEN_REVOKED(401, "The access token has been revoked"),

	/**
	 * The issuer's keys cannot be had right now; the token may be good.
	 */
	KEYS_UNAVAILABLE(503, "The access token cannot be verified right now"),

	/**
	 * It is not known right now what has been revoked; the token may be good.
	 */
	REVOCATIONS_UNAVAILABLE(503, "Whether the access token has been revoked is not known right now");

	private final int status;

	private final String description;

	TokenError(int status, String description) {
		this.status = status;
		this.description = description;
	}

	/**
	 * Return the error with a code.
	 * @param code the code
	 * @return the error, empty if there is none of that code
	 */
	public static Optional<TokenError> forCode(String code) {
		return Arrays.stream(values()).filter((error) -> error.getCode().equals(code)).findFirst();
	}

	/**
	 * Return the code that callers see.
	 * @return the code, for example {@code expired_token}
	 */
	public String getCode() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the HTTP status that says the same.
	 * @return 400, 401 or 503
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * Return a sentence for the caller. It never depends on the token.
	 * @return the description, printable ASCII without quotes
	 */
	public String getDescription() {
		return this.description;
	}

}

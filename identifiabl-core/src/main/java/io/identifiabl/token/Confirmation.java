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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * What a token is bound to: its confirmation claim {@code cnf} (RFC 7800 section 3.1). A
 * bound token is good only together with a proof that its sender holds the key, so the
 * claim is critical: a confirmation that nobody here knows how to check is refused, and
 * never taken for none. Immutable.
 * <p>
 * Known are the thumbprint of a DPoP key ({@code jkt}, RFC 9449 section 6.1) and that of
 * a client certificate ({@code x5t#S256}, RFC 8705 section 3.1). A token with both needs
 * both proofs.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Confirmation {

	private static final String CLAIM = "cnf";

	private static final String KEY = "jkt";

	private static final String CERTIFICATE = "x5t#S256";

	private static final Set<String> METHODS = Set.of(KEY, CERTIFICATE);

	private static final Confirmation NONE = new Confirmation(null, null);

	private final @Nullable String keyThumbprint;

	private final @Nullable String certificateThumbprint;

	private Confirmation(@Nullable String keyThumbprint, @Nullable String certificateThumbprint) {
		this.keyThumbprint = keyThumbprint;
		this.certificateThumbprint = certificateThumbprint;
	}

	/**
	 * Read what a token is bound to.
	 * @param claims the claims of the token
	 * @return the confirmation, one without any thumbprint if the token is not bound
	 * @throws TokenRefusedException with {@link TokenError#INVALID_CLAIM} if the claim is
	 * there and is no object, is empty, or has a member that is unknown or no text
	 */
	public static Confirmation of(Map<String, Object> claims) {
		if (!claims.containsKey(CLAIM)) {
			return NONE;
		}
		if (!(claims.get(CLAIM) instanceof Map<?, ?> members) || members.isEmpty()) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM, () -> "cnf is no object with a member");
		}
		if (!METHODS.containsAll(members.keySet())) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM, () -> "cnf has the members "
					+ Reason.list(members.keySet()) + ", and only jkt and x5t#S256 can be checked");
		}
		return new Confirmation(thumbprint(members, KEY), thumbprint(members, CERTIFICATE));
	}

	private static @Nullable String thumbprint(Map<?, ?> members, String method) {
		if (!members.containsKey(method)) {
			return null;
		}
		if (!(members.get(method) instanceof String text) || text.isBlank()) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM, () -> method + " in cnf is no text");
		}
		return text;
	}

	/**
	 * Refuse a token that is bound to anything, for callers that have no request in which
	 * a proof could be.
	 * @throws TokenRefusedException with {@link TokenError#DPOP_BOUND_TOKEN_AS_BEARER} or
	 * {@link TokenError#CERTIFICATE_BOUND_TOKEN} if the token is bound
	 */
	public void refuseBound() {
		refuseBearer();
		requireCertificate(null);
	}

	/**
	 * Refuse a token that is bound to a DPoP key and is sent without a proof.
	 * @throws TokenRefusedException with {@link TokenError#DPOP_BOUND_TOKEN_AS_BEARER} if
	 * the token is bound to a key
	 */
	public void refuseBearer() {
		if (this.keyThumbprint != null) {
			throw new TokenRefusedException(TokenError.DPOP_BOUND_TOKEN_AS_BEARER,
					() -> "bound to the key " + Reason.text(this.keyThumbprint) + ", and sent as a bearer token");
		}
	}

	/**
	 * Refuse a token that is bound to another certificate than that of the connection.
	 * @param certificate the certificate that the client has shown, {@code null} for none
	 * @throws TokenRefusedException with {@link TokenError#CERTIFICATE_BOUND_TOKEN} if
	 * the token is bound to a certificate and this is not the one
	 */
	public void requireCertificate(@Nullable X509Certificate certificate) {
		if (this.certificateThumbprint != null && (certificate == null || !isBoundTo(certificate))) {
			throw new TokenRefusedException(TokenError.CERTIFICATE_BOUND_TOKEN,
					() -> "bound to the certificate " + Reason.text(this.certificateThumbprint)
							+ ", and the connection has "
							+ ((certificate != null) ? Reason.text(thumbprint(certificate)) : "none"));
		}
	}

	/**
	 * Return the thumbprint of the DPoP key.
	 * @return the thumbprint of RFC 7638, {@code null} if the token is bound to no key
	 */
	public @Nullable String getKeyThumbprint() {
		return this.keyThumbprint;
	}

	/**
	 * Return the thumbprint of the client's certificate.
	 * @return the SHA-256 thumbprint in base64url, {@code null} if the token is bound to
	 * no certificate
	 */
	public @Nullable String getCertificateThumbprint() {
		return this.certificateThumbprint;
	}

	/**
	 * Whether the token is bound to a certificate (RFC 8705 section 3.1).
	 * @param certificate the certificate that a client has shown
	 * @return whether it is the one that the token names
	 */
	public boolean isBoundTo(X509Certificate certificate) {
		return this.certificateThumbprint != null && this.certificateThumbprint.equals(thumbprint(certificate));
	}

	private static @Nullable String thumbprint(X509Certificate certificate) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (GeneralSecurityException ex) {
			// a certificate that cannot be encoded proves nothing
			return null;
		}
	}

}

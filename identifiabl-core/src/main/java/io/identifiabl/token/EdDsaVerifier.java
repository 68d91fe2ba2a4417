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

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

/**
 * EdDSA (RFC 8037 section 3.1, RFC 9864 section 2.2) by the JDK: Nimbus' own verifier
 * needs one more library. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class EdDsaVerifier extends BaseJWSProvider implements JWSVerifier {

	// SubjectPublicKeyInfo up to the key itself (RFC 8410 section 4)
	private static final String ED25519_PREFIX = "302a300506032b6570032100";

	private static final String ED448_PREFIX = "3043300506032b6571033a00";

	private final PublicKey key;

	EdDsaVerifier(OctetKeyPair key) throws JOSEException {
		super(algorithms(key.getCurve()));
		this.key = publicKey(key);
	}

	private static Set<JWSAlgorithm> algorithms(Curve curve) throws JOSEException {
		if (Curve.Ed25519.equals(curve)) {
			return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
		}
		if (Curve.Ed448.equals(curve)) {
			return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed448);
		}
		throw new JOSEException(curve + " is not a curve for signatures");
	}

	private static PublicKey publicKey(OctetKeyPair key) throws JOSEException {
		String prefix = Curve.Ed25519.equals(key.getCurve()) ? ED25519_PREFIX : ED448_PREFIX;
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		encoded.writeBytes(HexFormat.of().parseHex(prefix));
		encoded.writeBytes(key.getDecodedX());
		try {
			return KeyFactory.getInstance("EdDSA").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("not a key on " + key.getCurve(), ex);
		}
	}

	@Override
	public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
		if (!supportedJWSAlgorithms().contains(header.getAlgorithm())) {
			throw new JOSEException(header.getAlgorithm() + " does not fit the key");
		}
		try {
			Signature verifier = Signature.getInstance("EdDSA");
			verifier.initVerify(this.key);
			verifier.update(signingInput);
			return verifier.verify(signature.decode());
		}
		catch (GeneralSecurityException ex) {
			// what the JDK throws for a signature that cannot even be one
			return false;
		}
	}

}

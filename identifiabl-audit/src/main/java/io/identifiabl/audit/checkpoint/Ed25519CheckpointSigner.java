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

package io.identifiabl.audit.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Signs checkpoints with an Ed25519 key of the JDK. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Ed25519CheckpointSigner implements CheckpointSigner {

	private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";

	private static final String PEM_END = "-----END PRIVATE KEY-----";

	private final PrivateKey privateKey;

	private final VerifierKey verifierKey;

	private Ed25519CheckpointSigner(PrivateKey privateKey, VerifierKey verifierKey) {
		this.privateKey = privateKey;
		this.verifierKey = verifierKey;
	}

	/**
	 * Create a signer.
	 * @param privateKey the private key
	 * @param verifierKey the public key that belongs to it, with its name
	 * @return the signer
	 * @throws IllegalArgumentException if the two do not belong together
	 */
	public static Ed25519CheckpointSigner of(PrivateKey privateKey, VerifierKey verifierKey) {
		Ed25519CheckpointSigner signer = new Ed25519CheckpointSigner(privateKey, verifierKey);
		if (!verifierKey.verifies(signer.sign(SignedNote.of("identifiabl\n")))) {
			throw new IllegalArgumentException("the private key does not belong to " + verifierKey.getName());
		}
		return signer;
	}

	/**
	 * Read a private key.
	 * @param pem the key in PEM (PKCS#8, RFC 8410), as {@code openssl genpkey -algorithm
	 * ed25519} writes it
	 * @return the key
	 * @throws InvalidNoteException if it is none
	 */
	public static PrivateKey readPrivateKey(String pem) throws InvalidNoteException {
		int begin = pem.indexOf(PEM_BEGIN);
		int end = pem.indexOf(PEM_END);
		if (begin < 0 || end < begin) {
			throw new InvalidNoteException("there is no private key in PEM");
		}
		try {
			byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + PEM_BEGIN.length(), end));
			return KeyFactory.getInstance(VerifierKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new InvalidNoteException("the private key is no Ed25519 key");
		}
	}

	@Override
	public SignedNote sign(Checkpoint checkpoint) {
		return sign(SignedNote.of(checkpoint.toText()));
	}

	private SignedNote sign(SignedNote note) {
		try {
			Signature signature = Signature.getInstance(VerifierKey.ALGORITHM);
			signature.initSign(this.privateKey);
			signature.update(note.getText().getBytes(StandardCharsets.UTF_8));
			return note.with(NoteSignature.of(this.verifierKey.getName(), this.verifierKey.getId(), signature.sign()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("not an Ed25519 key", ex);
		}
	}

}

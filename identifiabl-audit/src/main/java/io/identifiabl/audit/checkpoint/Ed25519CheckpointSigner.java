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

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

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

	private final @Nullable Clock clock;

	private Ed25519CheckpointSigner(PrivateKey privateKey, VerifierKey verifierKey, @Nullable Clock clock) {
		this.privateKey = privateKey;
		this.verifierKey = verifierKey;
		this.clock = clock;
	}

	/**
	 * Create a signer.
	 * @param privateKey the private key
	 * @param verifierKey the public key that belongs to it, with its name
	 * @return the signer
	 * @throws IllegalArgumentException if the two do not belong together
	 */
	public static Ed25519CheckpointSigner of(PrivateKey privateKey, VerifierKey verifierKey) {
		Ed25519CheckpointSigner signer = new Ed25519CheckpointSigner(privateKey, verifierKey, null);
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

	/**
	 * Return a private key and the public key that belongs to it.
	 * @param privateKey the private key
	 * @param name the name of the key, see {@link VerifierKey#of(String, PublicKey)}
	 * @return a signer
	 * @throws IllegalArgumentException if the public key cannot be found out, so that
	 * {@link #of(PrivateKey, VerifierKey)} has to be used
	 */
	public static Ed25519CheckpointSigner of(PrivateKey privateKey, String name) {
		byte[] seed = (privateKey instanceof EdECPrivateKey key) ? key.getBytes().orElse(null) : null;
		if (seed == null) {
			throw new IllegalArgumentException("the private key is kept where it cannot be read");
		}
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(VerifierKey.ALGORITHM);
			generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
			// whether this is the key it should be is found out by signing with the other
			return of(privateKey, VerifierKey.of(name, generator.generateKeyPair().getPublic()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("not an Ed25519 key", ex);
		}
	}

	/**
	 * Return a signer that also says when it signs, by a cosignature (C2SP
	 * tlog-cosignature v1) that {@link VerifierKey#forCosignatures()} verifies.
	 * @param newClock tells the time
	 * @return the signer
	 */
	public Ed25519CheckpointSigner withTime(Clock newClock) {
		return new Ed25519CheckpointSigner(this.privateKey, this.verifierKey, newClock);
	}

	/**
	 * Return the public key.
	 * @return the key that verifies what is signed here
	 */
	public VerifierKey getVerifierKey() {
		return this.verifierKey;
	}

	/**
	 * Return a secret for another purpose, which whoever has the private key has as well,
	 * and nobody else.
	 * @param purpose the purpose; each has its own secret
	 * @return 32 bytes, or nothing if the private key is kept where it cannot be read
	 */
	public Optional<byte[]> deriveSecret(String purpose) {
		if (!(this.privateKey instanceof EdECPrivateKey key)) {
			return Optional.empty();
		}
		return key.getBytes().map((seed) -> {
			try {
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(seed, "HmacSHA256"));
				return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	@Override
	public SignedNote sign(Checkpoint checkpoint) {
		SignedNote note = sign(SignedNote.of(checkpoint.toText()));
		return (this.clock != null) ? cosign(note, this.clock.instant().getEpochSecond()) : note;
	}

	private SignedNote sign(SignedNote note) {
		return note.with(NoteSignature.of(this.verifierKey.getName(), this.verifierKey.getId(), sign(note.getText())));
	}

	private SignedNote cosign(SignedNote note, long seconds) {
		byte[] signature = sign(VerifierKey.cosigned(seconds, note.getText()));
		byte[] timed = ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature).array();
		VerifierKey key = this.verifierKey.forCosignatures();
		return note.with(NoteSignature.of(key.getName(), key.getId(), timed));
	}

	private byte[] sign(String text) {
		try {
			Signature signature = Signature.getInstance(VerifierKey.ALGORITHM);
			signature.initSign(this.privateKey);
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("not an Ed25519 key", ex);
		}
	}

	/**
	 * What a key pair is generated from, in place of random bytes.
	 */
	private static final class Seed extends SecureRandom {

		@Serial
		private static final long serialVersionUID = 1L;

		private final transient byte[] seed;

		Seed(byte[] seed) {
			this.seed = seed.clone();
		}

		@Override
		public void nextBytes(byte[] bytes) {
			System.arraycopy(this.seed, 0, bytes, 0, Math.min(bytes.length, this.seed.length));
		}

	}

}

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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Signed checkpoints, and the example of Go's note package.
 *
 * @author Identifiabl Contributors
 */
class CheckpointTests {

	private static final String VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

	private static final String NOTE = """
			If you think cryptography is the answer to your problem,
			then you don't know what your problem is.

			\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
			""";

	private static final KeyPair KEYS = generate();

	private static final VerifierKey KEY = VerifierKey.of("memory-service", KEYS.getPublic());

	private static final Checkpoint CHECKPOINT = new Checkpoint("memory-service", 7, MerkleHash.ofLeaf(new byte[3]));

	private final CheckpointVerifier verifier = new CheckpointVerifier("memory-service", List.of(KEY));

	private static KeyPair generate() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bytes(String note) {
		return note.getBytes(StandardCharsets.UTF_8);
	}

	private static String signed() {
		return Ed25519CheckpointSigner.of(KEYS.getPrivate(), KEY).sign(CHECKPOINT).toString();
	}

	@Test
	void noteOfGoIsVerified() throws InvalidNoteException {
		SignedNote note = SignedNote.parse(bytes(NOTE));
		assertThat(VerifierKey.parse(VKEY).verifies(note)).isTrue();
		assertThat(note).hasToString(NOTE);
		assertThat(VerifierKey.parse(VKEY)).hasToString(VKEY).isEqualTo(VerifierKey.parse(VKEY)).isNotEqualTo(KEY);
	}

	@Test
	void noteWithAnotherTextIsNotVerified() throws InvalidNoteException {
		assertThat(VerifierKey.parse(VKEY).verifies(SignedNote.parse(bytes(NOTE.replace("problem", "Problem")))))
			.isFalse();
	}

	@Test
	void checkpointThatWasSignedIsVerified() throws InvalidNoteException {
		assertThat(this.verifier.verify(bytes(signed()))).isEqualTo(CHECKPOINT);
		assertThat(signed()).startsWith("memory-service\n7\n" + CHECKPOINT.rootHash() + "\n\n\u2014 memory-service ");
	}

	@Test
	void anySingleChangeOfACheckpointIsRefused() {
		byte[] note = bytes(signed());
		for (int i = 0; i < note.length; i++) {
			for (int bit = 0; bit < Byte.SIZE; bit++) {
				byte[] changed = note.clone();
				changed[i] ^= (byte) (1 << bit);
				assertThatExceptionOfType(InvalidNoteException.class).as(i + "/" + bit)
					.isThrownBy(() -> this.verifier.verify(changed));
			}
		}
	}

	@Test
	void checkpointOfAnotherLogIsRefused() {
		CheckpointVerifier other = new CheckpointVerifier("other-service", List.of(KEY));
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> other.verify(bytes(signed())))
			.withMessage("the checkpoint is of another log");
	}

	@Test
	void checkpointOfAnotherKeyIsRefused() {
		VerifierKey stranger = VerifierKey.of("memory-service", generate().getPublic());
		CheckpointVerifier other = new CheckpointVerifier("memory-service", List.of(stranger));
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> other.verify(bytes(signed())))
			.withMessage("no trusted key signed the checkpoint");
	}

	@Test
	void checkpointOfAReplacedKeyIsVerifiedWhileThatIsTrusted() throws InvalidNoteException {
		VerifierKey next = VerifierKey.of("memory-service", generate().getPublic());
		CheckpointVerifier both = new CheckpointVerifier("memory-service", List.of(next, KEY));
		assertThat(both.verify(bytes(signed()))).isEqualTo(CHECKPOINT);
	}

	@Test
	void unknownSignaturesAreIgnored() throws InvalidNoteException {
		String witnessed = signed() + "\u2014 witness.example AAAAAAAAAA==\n";
		assertThat(this.verifier.verify(bytes(witnessed))).isEqualTo(CHECKPOINT);
	}

	@Test
	void signerWhoseKeysDoNotBelongTogetherIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Ed25519CheckpointSigner.of(generate().getPrivate(), KEY))
			.withMessage("the private key does not belong to memory-service");
	}

	@Test
	void privateKeyIsReadFromPem() throws InvalidNoteException {
		String pem = "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
				+ "\n-----END PRIVATE KEY-----\n";
		assertThat(Ed25519CheckpointSigner.readPrivateKey(pem)).isEqualTo(KEYS.getPrivate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----",
			"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" })
	void pemThatIsNoKeyIsRefused(String pem) {
		assertThatExceptionOfType(InvalidNoteException.class)
			.isThrownBy(() -> Ed25519CheckpointSigner.readPrivateKey(pem));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "text\n", "text\n\n", "text\n\nx\n", "text\n\n\u2014 name\n",
			"text\n\n\u2014 name AAAA\n", "text\n\n\u2014 name AAAAAAA\n", "text\n\n\u2014 na+me AAAAAAAA\n",
			"text\n\n\u2014  AAAAAAAA\n", "te\rxt\n\n\u2014 name AAAAAAAA\n", "text\n\n\u2014 name AAAAAAAA",
			"text\n\n\u2014 name AAAAAAAB==\n" })
	void noteThatIsNoneIsRefused(String note) {
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> SignedNote.parse(bytes(note)));
	}

	@Test
	void noteThatIsTooLargeIsRefused() {
		assertThatExceptionOfType(InvalidNoteException.class)
			.isThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_SIZE + 1]));
		String many = "text\n\n" + "\u2014 name AAAAAAAA\n".repeat(101);
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> SignedNote.parse(bytes(many)))
			.withMessage("a note has at most 100 signatures");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "a\n", "a\n1\n", "\n1\nAAAA\n", "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
					"a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
					"a\nx\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n1\nAAAA\n", "a\n1\n!\n",
					"a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
					"a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
					"a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nb\n\nc\n",
					"a\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" })
	void checkpointThatIsNoneIsRefused(String text) {
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> Checkpoint.parse(text));
	}

	@Test
	void extensionsOfACheckpointAreKept() throws InvalidNoteException {
		Checkpoint extended = Checkpoint.parse(CHECKPOINT.toText() + "one\nanother 2\n");
		assertThat(extended.extensions()).containsExactly("one", "another 2");
		assertThat(extended.toText()).isEqualTo(CHECKPOINT.toText() + "one\nanother 2\n");
		assertThat(extended.isBegin()).isFalse();
	}

	@Test
	void beginOfALogIsSigned() throws InvalidNoteException {
		SignedNote note = Ed25519CheckpointSigner.of(KEYS.getPrivate(), KEY).sign(CHECKPOINT.asBegin());
		assertThat(this.verifier.verify(bytes(note.toString())).isBegin()).isTrue();
		assertThat(this.verifier.verify(bytes(signed())).isBegin()).isFalse();
		String removed = note.toString().replace("identifiabl.io/audit/begin\n", "");
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> this.verifier.verify(bytes(removed)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "name", "name+c74f20a3", "na me+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
			"PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
			"PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
			"PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3+AAAA" })
	void keyThatIsNoneIsRefused(String vkey) {
		assertThatExceptionOfType(InvalidNoteException.class).isThrownBy(() -> VerifierKey.parse(vkey));
	}

	@Test
	void valuesThatAreNoneAreRefused() throws GeneralSecurityException {
		assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a\nb", 1, MerkleHash.empty()));
		assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", -1, MerkleHash.empty()));
		assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.of("no line feed"));
		KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
		assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.of("name", rsa.getPublic()));
		assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.of("na me", KEYS.getPublic()));
		assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.of("na\u0085me", KEYS.getPublic()));
		assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.of("na\u3000me", KEYS.getPublic()));
	}

}

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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Cosignatures, and a checkpoint of a Certificate Transparency log that a public witness
 * cosigned.
 *
 * @author Identifiabl Contributors
 */
class CosignatureTests {

	private static final String WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

	private static final String CHECKPOINT = """
			arche2025h1.staging.ct.transparency.dev
			1432088532
			U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

			\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
			\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
			""";

	private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

	private final Checkpoint checkpoint = new Checkpoint("notes", 7, MerkleHash.ofLeaf(new byte[3]));

	@Test
	void cosignatureOfAPublicWitnessIsVerified() throws Exception {
		VerifierKey witness = VerifierKey.parse(WITNESS);
		SignedNote note = SignedNote.parse(CHECKPOINT.getBytes(StandardCharsets.UTF_8));
		assertThat(witness.verifies(note)).isTrue();
		assertThat(witness.getTime(note)).isEqualTo(Instant.ofEpochSecond(0x6A122120));
		assertThat(witness).hasToString(WITNESS);
	}

	@Test
	void cosignatureOfAnotherStateIsRefused() throws Exception {
		SignedNote note = SignedNote
			.parse(CHECKPOINT.replace("1432088532", "1432088533").getBytes(StandardCharsets.UTF_8));
		assertThat(VerifierKey.parse(WITNESS).verifies(note)).isFalse();
		assertThat(VerifierKey.parse(WITNESS).getTime(note)).isNull();
	}

	@Test
	void signerWithAClockSaysWhenItSigned() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		Ed25519CheckpointSigner signer = Ed25519CheckpointSigner.of(pair.getPrivate(), "notes");
		SignedNote note = signer.withTime(Clock.fixed(NOW, ZoneOffset.UTC)).sign(this.checkpoint);
		VerifierKey key = signer.getVerifierKey();
		assertThat(key.verifies(note)).isTrue();
		assertThat(key.getTime(note)).isNull();
		assertThat(key.forCosignatures().getTime(note)).isEqualTo(NOW);
		assertThat(new CheckpointVerifier("notes", List.of(key)).verify(bytes(note))).isEqualTo(this.checkpoint);
	}

	@Test
	void publicKeyIsFoundFromThePrivateOne() throws Exception {
		for (int i = 0; i < 20; i++) {
			KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			assertThat(Ed25519CheckpointSigner.of(pair.getPrivate(), "notes").getVerifierKey())
				.isEqualTo(VerifierKey.of("notes", pair.getPublic()));
		}
	}

	@Test
	void publicKeyOfAKeyOfAnotherKindIsNotGuessed() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
		assertThatIllegalArgumentException().isThrownBy(() -> Ed25519CheckpointSigner.of(pair.getPrivate(), "notes"));
	}

	@Test
	void secretOfAnotherPurposeOrAnotherKeyIsAnotherOne() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
		PrivateKey key = generator.generateKeyPair().getPrivate();
		Ed25519CheckpointSigner signer = Ed25519CheckpointSigner.of(key, "notes");
		byte[] secret = signer.deriveSecret("one").orElseThrow();
		assertThat(secret).hasSize(32)
			.isEqualTo(Ed25519CheckpointSigner.of(key, "other").deriveSecret("one").orElseThrow())
			.isNotEqualTo(signer.deriveSecret("two").orElseThrow())
			.isNotEqualTo(Ed25519CheckpointSigner.of(generator.generateKeyPair().getPrivate(), "notes")
				.deriveSecret("one")
				.orElseThrow());
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(((EdECPrivateKey) key).getBytes().orElseThrow(), "HmacSHA256"));
		assertThat(secret).isEqualTo(mac.doFinal("one".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void cosignatureWithoutATimeIsNone() throws Exception {
		VerifierKey witness = VerifierKey.parse(WITNESS);
		byte[] shortened = new byte[12];
		System.arraycopy(Base64.getDecoder().decode("2net5wAAAABqEiEg"), 0, shortened, 0, 12);
		String note = "x\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n\u2014 remora.n621.de "
				+ Base64.getEncoder().encodeToString(shortened) + "\n";
		assertThat(witness.verifies(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))).isFalse();
	}

	private static byte[] bytes(SignedNote note) {
		return note.toString().getBytes(StandardCharsets.UTF_8);
	}

}

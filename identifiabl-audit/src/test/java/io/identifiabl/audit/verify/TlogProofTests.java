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

package io.identifiabl.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import dev.sigstore.merkle.InclusionProofVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.InclusionProof;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlogProof}.
 *
 * @author Identifiabl Contributors
 */
class TlogProofTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 255, 256, 299 })
	void proofIsReadLineByLineAndVerifiedBySigstore(int index) throws Exception {
		InMemoryAuditStore store = Logs.create(300);
		String proof = TlogProof.write(InclusionProof.of(index, 300, store), Logs.sign(store));
		List<String> lines = proof.lines().toList();
		int end = lines.indexOf("");
		assertThat(lines.subList(0, 2)).containsExactly("c2sp.org/tlog-proof@v1", "index " + index);
		assertThat(lines.subList(end + 1, end + 3)).containsExactly("notes", "300");
		List<byte[]> hashes = lines.subList(2, end).stream().map(Base64.getDecoder()::decode).toList();
		byte[] root = Base64.getDecoder().decode(lines.get(end + 3));
		InclusionProofVerifier.verify(store.read(index, 1).get(0).leafHash().toBytes(), index, 300, hashes, root);
	}

	@Test
	void proofOfAnErasedRecordIsStillVerified() throws Exception {
		InMemoryAuditStore store = Logs.create(300);
		SignedNote note = Logs.sign(store);
		byte[] proof = TlogProof.write(InclusionProof.of(1, 300, store), note).getBytes(StandardCharsets.UTF_8);
		assertThat(store.erase("https://issuer.example/", "user-1")).isEqualTo(100);
		byte[] leaf = store.read(1, 1).get(0).payload().getBytes(StandardCharsets.UTF_8);
		assertThat(TlogProof.verify(proof, leaf, Logs.VERIFIER)).isEqualTo(1);
	}

}

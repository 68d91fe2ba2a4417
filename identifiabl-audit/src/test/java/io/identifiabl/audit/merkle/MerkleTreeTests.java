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

package io.identifiabl.audit.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The tree, its roots and its proofs, against the definition in RFC 6962, the test data
 * of Certificate Transparency, and sigstore's verifier.
 *
 * @author Identifiabl Contributors
 */
class MerkleTreeTests {

	private static final int SIZE = 130;

	private static final List<MerkleHash> LEAVES = leaves(SIZE);

	private static List<MerkleHash> leaves(int size) {
		List<MerkleHash> leaves = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			leaves.add(MerkleHash.ofLeaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
		}
		return leaves;
	}

	// RFC 6962 section 2.1, word for word
	private static MerkleHash definition(List<MerkleHash> leaves) {
		if (leaves.isEmpty()) {
			return MerkleHash.empty();
		}
		if (leaves.size() == 1) {
			return leaves.get(0);
		}
		int k = 1;
		while (k * 2 < leaves.size()) {
			k *= 2;
		}
		return MerkleHash.ofNodes(definition(leaves.subList(0, k)), definition(leaves.subList(k, leaves.size())));
	}

	private static MerkleHash root(int size) {
		return definition(LEAVES.subList(0, size));
	}

	private static MerkleHash hash(int level, long index) {
		int leaves = 1 << level;
		return definition(LEAVES.subList((int) index * leaves, ((int) index + 1) * leaves));
	}

	private static Frontier frontier(List<MerkleHash> leaves) {
		Frontier frontier = Frontier.empty();
		for (MerkleHash leaf : leaves) {
			frontier = frontier.append(leaf);
		}
		return frontier;
	}

	// the leaves and roots of Certificate Transparency's reference tests
	@ParameterizedTest
	@CsvSource({ "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
			"1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
			"2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
			"3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
			"4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
			"5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
			"6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
			"7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
			"8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" })
	void rootIsTheOneOfCertificateTransparency(int size, String root) {
		List<MerkleHash> leaves = new ArrayList<>();
		for (String leaf : new String[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
				"606162636465666768696a6b6c6d6e6f" }) {
			leaves.add(MerkleHash.ofLeaf(HexFormat.of().parseHex(leaf)));
		}
		assertThat(frontier(leaves.subList(0, size)).getRoot().toBytes()).asHexString().isEqualToIgnoringCase(root);
	}

	@Test
	void frontierHasTheRootOfTheDefinition() {
		Frontier frontier = Frontier.empty();
		for (int size = 0; size < SIZE; size++) {
			assertThat(frontier.getRoot()).isEqualTo(root(size));
			assertThat(Frontier.of(size, frontier.getRoots()).getRoot()).isEqualTo(root(size));
			frontier = frontier.append(LEAVES.get(size));
		}
		assertThat(frontier.getSize()).isEqualTo(SIZE);
	}

	@Test
	void frontierOfAnotherSizeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(3, List.of(LEAVES.get(0))))
			.withMessage("a log of 3 leaves has 2 subtrees, not 1");
	}

	@Test
	void everyLeafOfEveryLogHasAProofThatSigstoreVerifies() throws InclusionProofVerificationException {
		for (int size = 1; size <= SIZE; size++) {
			MerkleHash root = root(size);
			for (int index = 0; index < size; index++) {
				InclusionProof proof = InclusionProof.of(index, size, MerkleTreeTests::hash);
				assertThat(proof.isValid(LEAVES.get(index), root)).isTrue();
				InclusionProofVerifier.verify(LEAVES.get(index).toBytes(), index, size,
						proof.hashes().stream().map(MerkleHash::toBytes).toList(), root.toBytes());
			}
		}
	}

	@Test
	void proofOfALeafProvesNothingElse() {
		for (int size : new int[] { 1, 2, 3, 7, 8, 9, 100 }) {
			InclusionProof proof = InclusionProof.of(size / 2, size, MerkleTreeTests::hash);
			MerkleHash leaf = LEAVES.get(size / 2);
			assertThat(proof.isValid(LEAVES.get(SIZE - 1), root(size))).isFalse();
			assertThat(proof.isValid(leaf, root(size + 1))).isFalse();
			for (int i = 0; i < proof.hashes().size(); i++) {
				List<MerkleHash> changed = new ArrayList<>(proof.hashes());
				changed.set(i, LEAVES.get(SIZE - 1));
				assertThat(new InclusionProof(proof.index(), size, changed).isValid(leaf, root(size))).isFalse();
				changed.remove(i);
				assertThat(new InclusionProof(proof.index(), size, changed).isValid(leaf, root(size))).isFalse();
			}
			List<MerkleHash> longer = new ArrayList<>(proof.hashes());
			longer.add(leaf);
			assertThat(new InclusionProof(proof.index(), size, longer).isValid(leaf, root(size))).isFalse();
			for (int index = -1; index <= size; index++) {
				if (index != proof.index()) {
					assertThat(new InclusionProof(index, size, proof.hashes()).isValid(leaf, root(size))).isFalse();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 5, 6 })
	void proofOfALeafThatIsNotThereCannotBeMade(long index) {
		assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(index, 5, MerkleTreeTests::hash))
			.withMessage("a log of 5 leaves has no leaf " + index);
	}

	@Test
	void everyLogIsConsistentWithEveryEarlierState() {
		for (int newSize = 0; newSize <= SIZE; newSize++) {
			for (int oldSize = 0; oldSize <= newSize; oldSize++) {
				ConsistencyProof proof = ConsistencyProof.of(oldSize, newSize, MerkleTreeTests::hash);
				assertThat(proof.isValid(root(oldSize), root(newSize))).as(oldSize + " " + newSize).isTrue();
			}
		}
	}

	@Test
	void logThatChangedIsConsistentWithNoEarlierState() {
		List<MerkleHash> changed = new ArrayList<>(LEAVES);
		changed.set(2, LEAVES.get(5));
		for (int newSize = 4; newSize <= 40; newSize++) {
			MerkleHash other = definition(changed.subList(0, newSize));
			for (int oldSize = 3; oldSize <= newSize; oldSize++) {
				ConsistencyProof proof = ConsistencyProof.of(oldSize, newSize, MerkleTreeTests::hash);
				assertThat(proof.isValid(root(oldSize), other)).isFalse();
				assertThat(proof.isValid(definition(changed.subList(0, oldSize)), root(newSize))).isFalse();
			}
		}
	}

	@Test
	void proofOfConsistencyThatWasChangedIsNone() {
		for (int oldSize = 1; oldSize < 20; oldSize++) {
			ConsistencyProof proof = ConsistencyProof.of(oldSize, 20, MerkleTreeTests::hash);
			for (int i = 0; i < proof.hashes().size(); i++) {
				List<MerkleHash> changed = new ArrayList<>(proof.hashes());
				changed.set(i, LEAVES.get(SIZE - 1));
				assertThat(new ConsistencyProof(oldSize, 20, changed).isValid(root(oldSize), root(20))).isFalse();
				changed.remove(i);
				assertThat(new ConsistencyProof(oldSize, 20, changed).isValid(root(oldSize), root(20))).isFalse();
			}
			List<MerkleHash> longer = new ArrayList<>(proof.hashes());
			longer.add(LEAVES.get(0));
			assertThat(new ConsistencyProof(oldSize, 20, longer).isValid(root(oldSize), root(20))).isFalse();
		}
	}

	@Test
	void sizesThatAreNoneAreNotConsistent() {
		assertThat(new ConsistencyProof(5, 3, List.of()).isValid(root(5), root(3))).isFalse();
		assertThat(new ConsistencyProof(-1, 3, List.of()).isValid(root(0), root(3))).isFalse();
		assertThat(new ConsistencyProof(3, 5, List.of()).isValid(root(3), root(5))).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyProof.of(5, 3, MerkleTreeTests::hash));
	}

	@Test
	void hashIsAValue() {
		byte[] bytes = LEAVES.get(0).toBytes();
		MerkleHash copy = MerkleHash.of(bytes);
		bytes[0]++;
		assertThat(copy).isEqualTo(LEAVES.get(0))
			.hasSameHashCodeAs(LEAVES.get(0))
			.hasToString(LEAVES.get(0).toString());
		assertThatIllegalArgumentException().isThrownBy(() -> MerkleHash.of(new byte[31]));
	}

}

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

package io.identifiabl.trail;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link AcceptedCheckpoints}.
 *
 * @author Identifiabl Contributors
 */
class AcceptedCheckpointsTests {

	private static final AuditOrigin ORIGIN = new AuditOrigin("notes");

	private static final MerkleHash ROOT = MerkleHash.ofLeaf(new byte[] { 1 });

	@Test
	void rootIsWhatTheThirdLineOfACheckpointHas() {
		Checkpoint checkpoint = new Checkpoint("notes", 316, ROOT);
		String line = checkpoint.toText().lines().toList().get(2);
		assertThat(AcceptedCheckpoints.read("316:" + line, ORIGIN)).isEqualTo(checkpoint);
	}

	@Test
	void rootMayBeInHexadecimalDigits() {
		assertThat(AcceptedCheckpoints.read(" 316 : " + HexFormat.of().formatHex(ROOT.toBytes()) + " ", ORIGIN))
			.isEqualTo(new Checkpoint("notes", 316, ROOT));
	}

	@Test
	void nothingIsAcceptedUnlessSomebodySaysSo() {
		assertThat(AcceptedCheckpoints.read(null, ORIGIN)).isNull();
		assertThat(AcceptedCheckpoints.read(" ", ORIGIN)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "316", "316:", ":abcd", "-1:" + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "316:abcd",
			"x:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" })
	void whatIsNoStateSaysWhatToWrite(String value) {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> AcceptedCheckpoints.read(value, ORIGIN))
			.withMessageContaining("identifiabl.audit.checkpoint.accept is '" + value + "'")
			.satisfies((failure) -> assertThat(failure.getAction())
				.contains("the size of the log, a colon, and its root"));
	}

}

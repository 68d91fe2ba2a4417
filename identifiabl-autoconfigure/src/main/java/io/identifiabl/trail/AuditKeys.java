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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.VerifierKey;

/**
 * What checkpoints are signed and verified with.
 *
 * @param signer signs
 * @param current the public key of the signer, {@code null} if it does not say
 * @param previous signs as well while keys are changed, {@code null} if there is none
 * @param trusted the public keys that are trusted besides
 * @param spillKeys what spill files are authenticated with, that of the signer first;
 * none if it keeps its key to itself
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record AuditKeys(CheckpointSigner signer, @Nullable VerifierKey current,
		@Nullable Ed25519CheckpointSigner previous, List<VerifierKey> trusted, List<byte[]> spillKeys) {

	CheckpointVerifier verifier(AuditOrigin origin) {
		List<VerifierKey> keys = new ArrayList<>(this.trusted);
		if (this.current != null) {
			keys.add(this.current);
		}
		if (this.previous != null) {
			keys.add(this.previous.getVerifierKey());
		}
		return new CheckpointVerifier(origin.name(), keys);
	}

}

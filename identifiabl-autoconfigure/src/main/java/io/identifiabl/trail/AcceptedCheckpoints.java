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

import java.util.Base64;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Reads the state of a log that its operator vouches for, though no checkpoint does.
 *
 * @author Identifiabl Contributors
 */
final class AcceptedCheckpoints {

	private static final int HEX_LENGTH = 2 * MerkleHash.LENGTH;

	private AcceptedCheckpoints() {
	}

	static @Nullable Checkpoint read(@Nullable String value, AuditOrigin origin) {
		if (value == null || value.isBlank()) {
			return null;
		}
		int colon = value.indexOf(':');
		try {
			long size = Long.parseLong(value.substring(0, Math.max(0, colon)).strip());
			return new Checkpoint(origin.name(), size, root(value.substring(colon + 1).strip()));
		}
		catch (IllegalArgumentException ex) {
			throw AuditFailures.unusable("checkpoint.accept", value,
					"the size of the log, a colon, and its root of 32 bytes in Base64 (44 characters) or hexadecimal "
							+ "digits (64), as the error that asks for it and the second and third line of a "
							+ "checkpoint have them, such as 316:" + MerkleHash.empty());
		}
	}

	private static MerkleHash root(String text) {
		return MerkleHash
			.of((text.length() == HEX_LENGTH) ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
	}

}

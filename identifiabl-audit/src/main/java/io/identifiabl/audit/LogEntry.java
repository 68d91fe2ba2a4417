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

package io.identifiabl.audit;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * An event in the form in which it enters the log. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class LogEntry {

	private final String payload;

	private final @Nullable String personal;

	private final MerkleHash leafHash;

	private final Projection projection;

	private LogEntry(String payload, @Nullable String personal) throws InvalidRecordException {
		this.payload = payload;
		this.personal = personal;
		this.leafHash = MerkleHash.ofLeaf(payload.getBytes(StandardCharsets.UTF_8));
		this.projection = Projection.of(payload, personal);
	}

	// of an entry that was made this moment
	LogEntry(String payload, String personal, Projection projection) {
		this.payload = payload;
		this.personal = personal;
		this.leafHash = MerkleHash.ofLeaf(payload.getBytes(StandardCharsets.UTF_8));
		this.projection = projection;
	}

	/**
	 * Return an entry that was kept elsewhere.
	 * @param payload the leaf
	 * @param personal the personal data, {@code null} if it was erased
	 * @return the entry
	 * @throws InvalidRecordException if this is no entry
	 */
	public static LogEntry of(String payload, @Nullable String personal) throws InvalidRecordException {
		return new LogEntry(payload, personal);
	}

	/**
	 * Return the entry without its personal data.
	 * @return what remains of it
	 */
	public LogEntry erased() {
		try {
			return new LogEntry(this.payload, null);
		}
		catch (InvalidRecordException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the leaf.
	 * @return an object in canonical JSON
	 */
	public String getPayload() {
		return this.payload;
	}

	/**
	 * Return the personal data.
	 * @return its salt and an object in canonical JSON, {@code null} if it was erased
	 */
	public @Nullable String getPersonal() {
		return this.personal;
	}

	/**
	 * Return the hash of the leaf.
	 * @return the hash
	 */
	public MerkleHash getLeafHash() {
		return this.leafHash;
	}

	/**
	 * Return what can be searched for.
	 * @return the columns
	 */
	public Projection getProjection() {
		return this.projection;
	}

}

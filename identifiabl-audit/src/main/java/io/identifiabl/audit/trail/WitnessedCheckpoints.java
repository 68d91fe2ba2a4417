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

package io.identifiabl.audit.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.HashSource;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Shows checkpoints to a witness (C2SP tlog-witness v1), which makes sure by itself that
 * the log only grows. To be called by one thread at a time.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class WitnessedCheckpoints implements CheckpointPublisher {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int OK = 200;

	private static final int CONFLICT = 409;

	private static final int MAX_SIZE_LENGTH = 20;

	private final URI uri;

	private final HashSource hashes;

	private final HttpClient client;

	private long witnessedSize;

	/**
	 * Create a publisher.
	 * @param prefix the address of the witness, to which {@code add-checkpoint} is added
	 * @param hashes the hashes of the log
	 */
	public WitnessedCheckpoints(URI prefix, HashSource hashes) {
		String base = prefix.toString();
		this.uri = URI.create((base.endsWith("/") ? base : base + "/") + "add-checkpoint");
		this.hashes = hashes;
		this.client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
	}

	@Override
	public void publish(SignedNote checkpoint) {
		long size = size(checkpoint);
		HttpResponse<String> response = send(checkpoint, size);
		if (response.statusCode() == CONFLICT) {
			// it saw another state last than this node knows of, and says which
			this.witnessedSize = parse(response.body());
			response = send(checkpoint, size);
		}
		if (response.statusCode() != OK) {
			throw new IllegalStateException("The witness answered " + response.statusCode());
		}
		this.witnessedSize = size;
	}

	private HttpResponse<String> send(SignedNote checkpoint, long size) {
		StringBuilder body = new StringBuilder("old ").append(this.witnessedSize).append('\n');
		for (MerkleHash hash : ConsistencyProof.of(this.witnessedSize, size, this.hashes).hashes()) {
			body.append(hash).append('\n');
		}
		body.append('\n').append(checkpoint);
		HttpRequest request = HttpRequest.newBuilder(this.uri)
			.timeout(TIMEOUT)
			.POST(HttpRequest.BodyPublishers.ofString(body.toString()))
			.build();
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The witness cannot be reached", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Nobody waited for the witness", ex);
		}
	}

	private static long size(SignedNote checkpoint) {
		try {
			return Checkpoint.parse(checkpoint.getText()).size();
		}
		catch (InvalidNoteException ex) {
			throw new IllegalArgumentException("the note is no checkpoint", ex);
		}
	}

	private static long parse(String size) {
		try {
			return Long.parseLong((size.length() <= MAX_SIZE_LENGTH) ? size.strip() : "");
		}
		catch (NumberFormatException ex) {
			throw new IllegalStateException("The witness answered with something else than a size", ex);
		}
	}

}

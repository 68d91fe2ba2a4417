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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.VerifierKey;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A witness that verifies what it is shown, and cosigns it.
 *
 * @author Identifiabl Contributors
 */
final class TestWitness implements AutoCloseable {

	final List<Integer> statuses = new CopyOnWriteArrayList<>();

	final List<Long> sizes = new CopyOnWriteArrayList<>();

	final Ed25519CheckpointSigner signer = Signers.create("witness.example/w1");

	volatile Checkpoint seen = new Checkpoint("notes", 0, MerkleHash.empty());

	// what becomes of its signature lines
	volatile UnaryOperator<String> answer = UnaryOperator.identity();

	private final CheckpointVerifier verifier;

	private final Clock clock;

	private final HttpServer server;

	private final int port;

	TestWitness(VerifierKey log, Clock clock) {
		this.verifier = new CheckpointVerifier("notes", List.of(log));
		this.clock = clock;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.port = this.server.getAddress().getPort();
		this.server.createContext("/witness/add-checkpoint", this::cosign);
		this.server.start();
	}

	WitnessedCheckpoints client(AuditStore store) {
		return client("/witness", store, Duration.ofSeconds(10));
	}

	WitnessedCheckpoints client(String path, AuditStore store, Duration timeout) {
		return new WitnessedCheckpoints(uri(path), this.signer.getVerifierKey(), store, timeout);
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	void answer(String path, int status, String type, String body) {
		this.server.createContext(path + "/add-checkpoint", (exchange) -> respond(exchange, status, type, body));
	}

	// promises a body and sends none of it
	void hang(String path) {
		this.server.createContext(path + "/add-checkpoint", (exchange) -> exchange.sendResponseHeaders(200, 10));
	}

	// with another witness behind it that is fine
	void redirect(String path) {
		this.server.createContext(path + "/add-checkpoint", (exchange) -> {
			exchange.getResponseHeaders().add("Location", uri("/witness/add-checkpoint").toString());
			respond(exchange, 307, "text/plain", "");
		});
	}

	private void cosign(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		try {
			int end = body.indexOf("\n\n");
			List<String> lines = body.substring(0, end).lines().toList();
			long old = Long.parseLong(lines.get(0).substring("old ".length()));
			Checkpoint shown = this.verifier.verify(body.substring(end + 2).getBytes(StandardCharsets.UTF_8));
			List<MerkleHash> hashes = lines.stream()
				.skip(1)
				.map((line) -> MerkleHash.of(Base64.getDecoder().decode(line)))
				.toList();
			this.sizes.add(shown.size());
			if (old != this.seen.size() || (old == shown.size() && !this.seen.rootHash().equals(shown.rootHash()))) {
				respond(exchange, 409, "text/x.tlog.size", this.seen.size() + "\n");
			}
			else if (new ConsistencyProof(old, shown.size(), hashes).isValid(this.seen.rootHash(), shown.rootHash())) {
				String lineOfKey = this.answer.apply(lines(this.signer, shown));
				this.seen = shown;
				respond(exchange, 200, "text/plain", lineOfKey);
			}
			else {
				respond(exchange, 422, "text/plain", "");
			}
		}
		catch (Exception ex) {
			respond(exchange, 400, "text/plain", ex.toString());
		}
	}

	String lines(Ed25519CheckpointSigner cosigner, Checkpoint shown) {
		String note = cosigner.withTime(this.clock).sign(shown).toString();
		return note.substring(note.indexOf("\n\n") + 2);
	}

	private void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
		this.statuses.add(status);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}

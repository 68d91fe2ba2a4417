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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WitnessedCheckpoints}, with a witness that verifies what it is shown.
 *
 * @author Identifiabl Contributors
 */
class WitnessedCheckpointsTests {

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private final CheckpointVerifier verifier = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));

	private final InMemoryAuditStore store = new InMemoryAuditStore(10_000);

	private final List<Integer> answers = new ArrayList<>();

	private Checkpoint witnessed = new Checkpoint("notes", 0, MerkleHash.empty());

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/witness/add-checkpoint", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void witnessSeesThatTheLogOnlyGrows() {
		WitnessedCheckpoints witness = witness("/witness");
		grow(witness, 3);
		grow(witness, 300);
		grow(witness, 0);
		assertThat(this.witnessed.size()).isEqualTo(303);
		assertThat(this.answers).containsExactly(200, 200, 200);
	}

	@Test
	void nodeThatDoesNotKnowWhatTheWitnessSawIsTold() {
		grow(witness("/witness"), 300);
		grow(witness("/witness/"), 5);
		assertThat(this.witnessed.size()).isEqualTo(305);
		assertThat(this.answers).containsExactly(200, 409, 200);
	}

	@Test
	void publishWhenTheWitnessIsNotThereThenThrows() {
		assertThatIllegalStateException().isThrownBy(() -> grow(witness("/nowhere"), 3)).withMessageContaining("404");
	}

	@Test
	void publishWhenTheAnswerIsNoSizeThenThrows() {
		this.server.createContext("/odd/add-checkpoint", (exchange) -> respond(exchange, 409, "x".repeat(100)));
		assertThatIllegalStateException().isThrownBy(() -> grow(witness("/odd"), 3)).withMessageContaining("size");
	}

	private WitnessedCheckpoints witness(String path) {
		return new WitnessedCheckpoints(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + path),
				this.store);
	}

	private void grow(WitnessedCheckpoints witness, int count) {
		long size = this.store.getFrontier().getSize();
		this.store.append(LongStream.range(size, size + count).mapToObj(Events::entry).toList());
		SignedNote note = SIGNER.sign(new Checkpoint("notes", size + count, this.store.getFrontier().getRoot()));
		witness.publish(note);
	}

	private void answer(HttpExchange exchange) throws IOException {
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
			if (old != this.witnessed.size()) {
				respond(exchange, 409, this.witnessed.size() + "\n");
			}
			else if (new ConsistencyProof(old, shown.size(), hashes).isValid(this.witnessed.rootHash(),
					shown.rootHash())) {
				this.witnessed = shown;
				respond(exchange, 200, "");
			}
			else {
				respond(exchange, 422, "");
			}
		}
		catch (Exception ex) {
			respond(exchange, 400, ex.toString());
		}
	}

	private void respond(HttpExchange exchange, int status, String body) throws IOException {
		this.answers.add(status);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}

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

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LoggedCheckpoints}.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggedCheckpointsTests {

	private static final Duration HEARTBEAT = Duration.ofMinutes(1);

	private final Ed25519CheckpointSigner signer = newSigner();

	private long nanoTime = -1;

	private final LoggedCheckpoints log = new LoggedCheckpoints(HEARTBEAT, () -> this.nanoTime);

	private static Ed25519CheckpointSigner newSigner() {
		try {
			return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
					"notes");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void publish(long size) {
		this.log.publish(this.signer.sign(new Checkpoint("notes", size, MerkleHash.ofLeaf(new byte[0]))));
	}

	private static List<String> sizes(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("Checkpoint notes\\n"))
			.map((line) -> line.substring(line.indexOf("notes\\n") + "notes\\n".length()))
			.map((rest) -> rest.substring(0, rest.indexOf('\\')))
			.toList();
	}

	@Test
	void logThatGrowsIsLoggedOncePerHeartbeat(CapturedOutput output) {
		for (int second = 0; second <= 120; second++) {
			publish(1000 + second);
			this.nanoTime += Duration.ofSeconds(1).toNanos();
		}
		assertThat(sizes(output)).containsExactly("1000", "1054", "1108");
	}

	@Test
	void everyHeartbeatIsLogged(CapturedOutput output) {
		for (int i = 1; i <= 3; i++) {
			publish(i);
			this.nanoTime += HEARTBEAT.minusMillis(900).toNanos();
		}
		assertThat(sizes(output)).containsExactly("1", "2", "3");
	}

	@Test
	void lastOneIsLoggedAtTheEnd(CapturedOutput output) {
		publish(1);
		publish(2);
		publish(3);
		this.log.close();
		this.log.close();
		assertThat(sizes(output)).containsExactly("1", "3");
	}

	@Test
	void nothingIsLoggedTwice(CapturedOutput output) {
		publish(1);
		this.log.close();
		assertThat(sizes(output)).containsExactly("1");
	}

}

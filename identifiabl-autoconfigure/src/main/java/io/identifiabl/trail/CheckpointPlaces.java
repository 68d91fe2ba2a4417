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

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.VerifierKey;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.DetachedCheckpoints;
import io.identifiabl.audit.trail.FileCheckpoints;
import io.identifiabl.audit.trail.WitnessedCheckpoints;
import io.identifiabl.operation.AuditCheckpointProperties;
import io.identifiabl.operation.AuditCheckpointProperties.Anchor;

/**
 * The places outside of the database that checkpoints are taken to.
 *
 * @author Identifiabl Contributors
 */
final class CheckpointPlaces {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private CheckpointPlaces() {
	}

	static List<CheckpointPublisher> of(AuditCheckpointProperties properties, AuditStore store,
			ObjectProvider<CheckpointPublisher> beans, @Nullable FileCheckpoints file, Duration patience) {
		List<CheckpointPublisher> places = new ArrayList<>();
		// nobody knows how long those of the application take
		beans.orderedStream().map((bean) -> new DetachedCheckpoints(bean, patience)).forEach(places::add);
		if (file != null) {
			places.add(file);
		}
		WitnessedCheckpoints witness = witness(properties, store);
		if (witness != null) {
			places.add(witness);
		}
		// what ends with this process needs no copy elsewhere
		if (properties.getAnchors().contains(Anchor.LOG) && !(store instanceof InMemoryAuditStore)) {
			places.add(new LoggedCheckpoints(properties.getHeartbeat(), System::nanoTime));
		}
		return places;
	}

	private static @Nullable WitnessedCheckpoints witness(AuditCheckpointProperties properties, AuditStore store) {
		String url = properties.getWitnessUrl();
		String key = properties.getWitnessKey();
		if (url == null) {
			if (key != null) {
				throw AuditFailures.noWitness();
			}
			return null;
		}
		URI uri = parse(url);
		if (key == null || key.isBlank()) {
			throw AuditFailures.noWitnessKey();
		}
		try {
			return new WitnessedCheckpoints(uri, VerifierKey.parse(key.strip()), store);
		}
		catch (InvalidNoteException ex) {
			throw AuditFailures.unusable("checkpoint.witness-key", key,
					"the verifier key (vkey) of the witness as its operator publishes it, name+hash+key");
		}
	}

	// a witness signs which log it knows, but not that it knows a larger one: whoever is
	// between could say so in its place, and keep this node from signing
	private static URI parse(String url) {
		try {
			URI uri = new URI(url);
			if (uri.getHost() != null && ("https".equalsIgnoreCase(uri.getScheme())
					|| ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost())))) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// the same as another scheme
		}
		throw AuditFailures.unusable("checkpoint.witness-url", url,
				"the https URL of a witness (C2SP tlog-witness); http is for one on this machine only, such as "
						+ "http://localhost:8080/");
	}

}

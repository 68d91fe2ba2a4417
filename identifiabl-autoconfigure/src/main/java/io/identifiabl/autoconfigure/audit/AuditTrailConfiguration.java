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

package io.identifiabl.autoconfigure.audit;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.system.ApplicationPid;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.FileCheckpoints;
import io.identifiabl.audit.trail.WitnessedCheckpoints;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.autoconfigure.AuditCheckpointProperties;
import io.identifiabl.autoconfigure.AuditCheckpointProperties.Anchor;
import io.identifiabl.autoconfigure.AuditProperties;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.audit.CheckpointSigners.Place;
import io.identifiabl.security.audit.OperationRecorder;
import io.identifiabl.token.TokenSettings;

/**
 * The trail on top of a log: its writer and its checkpoints.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(AuditTrail.class)
class AuditTrailConfiguration {

	// how long a response waits for its record
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Bean
	AuditKeys identifiablAuditKeys(AuditStore store, AuditOrigin origin, IdentifiablProperties properties,
			ObjectProvider<CheckpointSigner> signer, ObjectProvider<AuditDatabase> database, ResourceLoader resources,
			ObjectProvider<TokenSettings> settings) {
		CheckpointSigners signers = new CheckpointSigners(properties.getAudit().getCheckpoint(), origin, resources,
				clock(settings));
		CheckpointSigner own = signer.getIfAvailable();
		return (own != null) ? signers.of(own) : signers.configured(place(store, database.getIfAvailable()));
	}

	private static Place place(AuditStore store, @Nullable AuditDatabase database) {
		if (store instanceof InMemoryAuditStore) {
			return new Place(true, null);
		}
		return (database != null && database.isEmbedded()) ? new Place(true, database.getFile())
				: new Place(false, null);
	}

	@Bean
	DurableAuditTrail auditTrail(AuditStore store, AuditOrigin origin, AuditKeys keys, IdentifiablProperties properties,
			ObjectProvider<CheckpointPublisher> publishers, ObjectProvider<TokenSettings> settings,
			Environment environment) {
		AuditProperties audit = properties.getAudit();
		AuditCheckpointProperties checkpoint = audit.getCheckpoint();
		Clock clock = clock(settings);
		FileCheckpoints file = (checkpoint.getFile() != null) ? new FileCheckpoints(Path.of(checkpoint.getFile()))
				: null;
		List<CheckpointPublisher> all = new ArrayList<>(publishers.orderedStream().toList());
		if (file != null) {
			all.add(file);
		}
		if (checkpoint.getWitnessUrl() != null) {
			all.add(new WitnessedCheckpoints(witness(checkpoint.getWitnessUrl()), store));
		}
		// what ends with this process needs no copy elsewhere
		if (checkpoint.getAnchors().contains(Anchor.LOG) && !(store instanceof InMemoryAuditStore)) {
			all.add(new LoggedCheckpoints());
		}
		Checkpointer checkpointer = new Checkpointer(store, origin.name(), keys.signer(), keys.verifier(origin), all,
				positive("checkpoint.heartbeat", checkpoint.getHeartbeat()), clock);
		AuditWriter writer = new AuditWriter(store, writerSettings(audit, origin, store, environment, clock),
				new AuditCommits(checkpointer::committed));
		String held = (file != null) ? file.read() : null;
		return new DurableAuditTrail(store, writer, checkpointer, (held != null) ? List.of(held) : List.of(), clock,
				TIMEOUT);
	}

	private static URI witness(String url) {
		try {
			URI uri = new URI(url);
			if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			// the same as another scheme
		}
		throw AuditFailures.unusable("checkpoint.witness-url", url, "the https URL of a witness (C2SP tlog-witness)");
	}

	// memory that is full or gone has no use for a file
	private static WriterSettings writerSettings(AuditProperties audit, AuditOrigin origin, AuditStore store,
			Environment environment, Clock clock) {
		if (audit.getQueueCapacity() < 1) {
			throw AuditFailures.unusable("queue-capacity", String.valueOf(audit.getQueueCapacity()),
					"the number of records that may wait, such as 16384");
		}
		boolean spilled = audit.getSpillFile() != null && !audit.getSpillFile().isBlank()
				&& !(store instanceof InMemoryAuditStore);
		String host = environment.getProperty("HOSTNAME", "node");
		return new WriterSettings(environment.getProperty("spring.application.name", origin.name()),
				host + "-" + new ApplicationPid(), audit.getQueueCapacity(), audit.getOverflowWait(),
				spilled ? Path.of(audit.getSpillFile()) : null, audit.getMaxSpillSize().toBytes(), clock);
	}

	@Bean
	AuditVerifier auditVerifier(AuditKeys keys, AuditOrigin origin) {
		return new AuditVerifier(keys.verifier(origin));
	}

	@Bean
	AuditTrailLifecycle identifiablAuditTrailLifecycle(DurableAuditTrail trail, AuditKeys keys,
			IdentifiablProperties properties, OperationRecorder recorder) {
		AuditProperties audit = properties.getAudit();
		return new AuditTrailLifecycle(trail, keys,
				positive("checkpoint.interval", audit.getCheckpoint().getInterval()),
				audit.isLegalHold() ? Duration.ZERO : audit.getRetention(), recorder);
	}

	private static Duration positive(String property, Duration value) {
		if (value.toMillis() < 1) {
			throw AuditFailures.unusable(property, value.toString(), "a positive duration, such as 1s");
		}
		return value;
	}

	static Clock clock(ObjectProvider<TokenSettings> settings) {
		TokenSettings available = settings.getIfAvailable();
		return (available != null) ? available.getClock() : Clock.systemUTC();
	}

}

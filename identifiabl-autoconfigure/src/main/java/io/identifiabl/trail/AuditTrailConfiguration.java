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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.system.ApplicationPid;
import org.springframework.context.annotation.Bean;
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
import io.identifiabl.audit.trail.SpillSettings;
import io.identifiabl.audit.trail.VerificationSettings;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.operation.AuditCheckpointProperties;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.operation.AuditVerificationProperties;
import io.identifiabl.operation.OperationRecorder;
import io.identifiabl.security.token.TokenClock;
import io.identifiabl.token.TokenSettings;
import io.identifiabl.trail.CheckpointSigners.Place;

/**
 * The trail on top of a log: its writer and its checkpoints.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnMissingBean(AuditTrail.class)
class AuditTrailConfiguration {

	private static final Log logger = LogFactory.getLog(AuditTrailConfiguration.class);

	// how long a response waits for its record
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Bean
	AuditKeys identifiablAuditKeys(AuditStore store, AuditOrigin origin, AuditProperties audit,
			ObjectProvider<CheckpointSigner> signer, ObjectProvider<AuditDatabase> database, ResourceLoader resources,
			ObjectProvider<TokenSettings> settings) {
		CheckpointSigners signers = new CheckpointSigners(audit.getCheckpoint(), origin, resources,
				TokenClock.of(settings));
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

	@Bean("identifiablAuditTrail")
	DurableAuditTrail auditTrail(AuditStore store, AuditOrigin origin, AuditKeys keys, AuditProperties audit,
			ObjectProvider<CheckpointPublisher> publishers, ObjectProvider<TokenSettings> settings,
			Environment environment) {
		AuditCheckpointProperties checkpoint = audit.getCheckpoint();
		Clock clock = TokenClock.of(settings);
		FileCheckpoints file = (checkpoint.getFile() != null) ? new FileCheckpoints(Path.of(checkpoint.getFile()))
				: null;
		List<CheckpointPublisher> all = CheckpointPlaces.of(checkpoint, store, publishers, file, TIMEOUT);
		Checkpointer checkpointer = new Checkpointer(store, origin.name(), keys.signer(), keys.verifier(origin), all,
				positive("checkpoint.heartbeat", checkpoint.getHeartbeat()), clock,
				AcceptedCheckpoints.read(checkpoint.getAccept(), origin));
		AuditWriter writer = new AuditWriter(store,
				writerSettings(audit, origin, environment, spillSettings(audit, origin, store, keys), clock),
				new AuditCommits(checkpointer::committed));
		String held = (file != null) ? file.read() : null;
		return new DurableAuditTrail(store, writer, checkpointer, (held != null) ? List.of(held) : List.of(), clock,
				TIMEOUT);
	}

	// memory that is full or gone has no use for a file
	private static @Nullable SpillSettings spillSettings(AuditProperties audit, AuditOrigin origin, AuditStore store,
			AuditKeys keys) {
		String file = audit.getSpillFile();
		if (file == null || file.isBlank() || store instanceof InMemoryAuditStore) {
			return null;
		}
		return new SpillSettings(Path.of(file), audit.getMaxSpillSize().toBytes(), origin.name(), keys.spillKeys());
	}

	private static WriterSettings writerSettings(AuditProperties audit, AuditOrigin origin, Environment environment,
			@Nullable SpillSettings spill, Clock clock) {
		if (audit.getQueueCapacity() < 1) {
			throw AuditFailures.unusable("queue-capacity", String.valueOf(audit.getQueueCapacity()),
					"the number of records that may wait, such as 16384");
		}
		String host = environment.getProperty("HOSTNAME", "node");
		return new WriterSettings(environment.getProperty("spring.application.name", origin.name()),
				host + "-" + new ApplicationPid(), audit.getQueueCapacity(), audit.getOverflowWait(), spill, clock);
	}

	@Bean("identifiablAuditVerifier")
	AuditVerifier auditVerifier(AuditKeys keys, AuditOrigin origin) {
		return new AuditVerifier(keys.verifier(origin));
	}

	@Bean
	AuditTrailLifecycle identifiablAuditTrailLifecycle(DurableAuditTrail trail, AuditKeys keys, AuditProperties audit,
			OperationRecorder recorder, ObjectProvider<CheckpointPublisher> publishers,
			ObjectProvider<AuditDatabase> database) {
		AuditCheckpointProperties checkpoint = audit.getCheckpoint();
		if (checkpoint.getFile() == null && checkpoint.getWitnessUrl() == null
				&& publishers.stream().findAny().isEmpty()
				&& !place(trail.getStore(), database.getIfAvailable()).own()) {
			logger
				.warn("Checkpoints of the audit trail are kept in its database alone, so whoever administers that can "
						+ "delete them, rewrite the log, and have it signed again after a restart. Set "
						+ "identifiabl.audit.checkpoint.file to a file on another disk, or "
						+ "identifiabl.audit.checkpoint.witness-url, or declare a CheckpointPublisher.");
		}
		Duration retention = retention(audit.getRetention());
		return new AuditTrailLifecycle(trail, keys,
				positive("checkpoint.interval", audit.getCheckpoint().getInterval()),
				audit.isLegalHold() ? Duration.ZERO : retention, verification(audit.getVerification()), recorder);
	}

	private static @Nullable VerificationSettings verification(AuditVerificationProperties properties) {
		if (properties.getRecordsPerSecond() < 1) {
			throw AuditFailures.unusable("verification.records-per-second",
					String.valueOf(properties.getRecordsPerSecond()),
					"the number of records to read in a second, such as 2000; or set "
							+ "identifiabl.audit.verification.enabled to false");
		}
		VerificationSettings settings = new VerificationSettings(properties.getRecordsPerSecond(),
				positive("verification.interval", properties.getInterval()));
		return properties.isEnabled() ? settings : null;
	}

	// what is meant by less is the unit, and by less than nothing is nothing anybody
	// wants
	private static Duration retention(Duration retention) {
		if (!retention.isZero() && retention.compareTo(Duration.ofDays(1)) < 0) {
			throw AuditFailures.unusable("retention", retention.toString(),
					"a number of days, such as 365 or 365d, at least 1; or to 0, which keeps records for good");
		}
		return retention;
	}

	private static Duration positive(String property, Duration value) {
		if (value.toMillis() < 1) {
			throw AuditFailures.unusable(property, value.toString(), "a positive duration, such as 1s");
		}
		return value;
	}

}

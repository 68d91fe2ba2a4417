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

package io.identifiabl.operation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.DeprecatedConfigurationProperty;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the audit trail.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.audit")
public class AuditProperties {

	/**
	 * Whether to record what every request does, without secrets.
	 */
	private boolean enabled = true;

	/**
	 * Where records are kept.
	 */
	private Store store = Store.AUTO;

	/**
	 * When the record of an operation has to be durable.
	 */
	private Delivery delivery = Delivery.ASYNC;

	/**
	 * Name of the log, which is signed into every checkpoint and must not change. If not
	 * set, the name of the application is used.
	 */
	private @Nullable String origin;

	/**
	 * Number of records that may wait to be stored.
	 */
	private int queueCapacity = 16384;

	/**
	 * Time for which a request waits for a place when too many records wait.
	 */
	private Duration overflowWait = Duration.ofMillis(100);

	/**
	 * Beginning of the names of the files in which records wait while the database cannot
	 * take them, one for each process, which only its owner may read. Without one they
	 * are lost, and counted.
	 */
	private @Nullable String spillFile = "identifiabl-audit.spill";

	/**
	 * Maximum total size of the spill files of one process.
	 */
	private DataSize maxSpillSize = DataSize.ofGigabytes(1);

	/**
	 * Time for which records are kept, a day or more. Without a unit it is days. Zero
	 * keeps them for ever.
	 */
	@DurationUnit(ChronoUnit.DAYS)
	private Duration retention = Duration.ofDays(365);

	/**
	 * Whether erasure and pruning are refused, since records have to be kept as they are.
	 */
	private boolean legalHold;

	/**
	 * Secret with which the arguments of MCP calls become recognizable digests, of 32
	 * characters or more. Without one they leave no trace.
	 */
	private @Nullable String hmacKey;

	/**
	 * Comma-separated list of issuers whose tokens may carry the scopes of operators.
	 */
	private List<String> operatorIssuers = new ArrayList<>();

	private final Scopes scopes = new Scopes();

	@NestedConfigurationProperty
	private final AuditCheckpointProperties checkpoint = new AuditCheckpointProperties();

	@NestedConfigurationProperty
	private final AuditVerificationProperties verification = new AuditVerificationProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Store getStore() {
		return this.store;
	}

	public void setStore(Store store) {
		this.store = store;
	}

	public Delivery getDelivery() {
		return this.delivery;
	}

	public void setDelivery(Delivery delivery) {
		this.delivery = delivery;
	}

	public @Nullable String getOrigin() {
		return this.origin;
	}

	public void setOrigin(@Nullable String origin) {
		this.origin = origin;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public Duration getOverflowWait() {
		return this.overflowWait;
	}

	public void setOverflowWait(Duration overflowWait) {
		this.overflowWait = overflowWait;
	}

	public @Nullable String getSpillFile() {
		return this.spillFile;
	}

	public void setSpillFile(@Nullable String spillFile) {
		this.spillFile = spillFile;
	}

	public DataSize getMaxSpillSize() {
		return this.maxSpillSize;
	}

	public void setMaxSpillSize(DataSize maxSpillSize) {
		this.maxSpillSize = maxSpillSize;
	}

	public Duration getRetention() {
		return this.retention;
	}

	public void setRetention(Duration retention) {
		this.retention = retention;
	}

	public boolean isLegalHold() {
		return this.legalHold;
	}

	public void setLegalHold(boolean legalHold) {
		this.legalHold = legalHold;
	}

	public @Nullable String getHmacKey() {
		return this.hmacKey;
	}

	public void setHmacKey(@Nullable String hmacKey) {
		this.hmacKey = hmacKey;
	}

	@DeprecatedConfigurationProperty(replacement = "identifiabl.operator-issuers",
			reason = "Operators of the audit trail are those of all actuator endpoints.", since = "0.1.0")
	public List<String> getOperatorIssuers() {
		return this.operatorIssuers;
	}

	public void setOperatorIssuers(List<String> operatorIssuers) {
		this.operatorIssuers = operatorIssuers;
	}

	public Scopes getScopes() {
		return this.scopes;
	}

	public AuditCheckpointProperties getCheckpoint() {
		return this.checkpoint;
	}

	public AuditVerificationProperties getVerification() {
		return this.verification;
	}

	/**
	 * Scopes that the endpoint of the audit trail asks for.
	 */
	public static class Scopes {

		/**
		 * Scope needed to read the records of the own tenant or organization, or else the
		 * own records.
		 */
		private String read = "audit:read";

		/**
		 * Scope needed to read all records.
		 */
		private String readAll = "audit:read:all";

		/**
		 * Scope needed to verify the log.
		 */
		private String verify = "audit:verify";

		/**
		 * Scope needed to erase the personal data of a user.
		 */
		private String erase = "audit:erase";

		public String getRead() {
			return this.read;
		}

		public void setRead(String read) {
			this.read = read;
		}

		public String getReadAll() {
			return this.readAll;
		}

		public void setReadAll(String readAll) {
			this.readAll = readAll;
		}

		public String getVerify() {
			return this.verify;
		}

		public void setVerify(String verify) {
			this.verify = verify;
		}

		public String getErase() {
			return this.erase;
		}

		public void setErase(String erase) {
			this.erase = erase;
		}

	}

	/**
	 * Where records are kept.
	 */
	public enum Store {

		/**
		 * In the database if that is embedded or has the tables, in memory otherwise.
		 */
		AUTO,

		/**
		 * In the memory of each node, the latest ones until it ends.
		 */
		MEMORY,

		/**
		 * In tables that all nodes share.
		 */
		JDBC

	}

}

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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Configuration properties of the signed states of the audit trail's log.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public class AuditCheckpointProperties {

	/**
	 * How often to check whether the log has grown and has to be signed.
	 */
	private Duration interval = Duration.ofSeconds(1);

	/**
	 * Time after which a log that has not grown is signed again.
	 */
	private Duration heartbeat = Duration.ofSeconds(60);

	/**
	 * Location of the Ed25519 key that signs, a PEM file in PKCS#8 form. Needed for a
	 * database that is not embedded, unless there is a CheckpointSigner.
	 */
	private @Nullable String privateKey;

	/**
	 * Location of the key that signed until now, while it is replaced.
	 */
	private @Nullable String previousPrivateKey;

	/**
	 * Comma-separated list of verifier keys (vkey) whose earlier checkpoints are trusted,
	 * besides that of the key that signs.
	 */
	private List<String> publicKeys = new ArrayList<>();

	/**
	 * Comma-separated list of places that checkpoints are taken to, besides those that
	 * are configured for themselves.
	 */
	private List<Anchor> anchors = new ArrayList<>(List.of(Anchor.LOG));

	/**
	 * File that the latest checkpoint is kept in, on another disk than the database.
	 */
	private @Nullable String file;

	/**
	 * URL of a witness (C2SP tlog-witness) that cosigns checkpoints, with https unless it
	 * is on this machine.
	 */
	private @Nullable String witnessUrl;

	/**
	 * Verifier key (vkey) of the witness, as its operator publishes it. Needed with
	 * witness-url.
	 */
	private @Nullable String witnessKey;

	/**
	 * Size and root of a log, such as 316:root in Base64 or hexadecimal digits, for which
	 * its operator vouches though no checkpoint does. Needed once, to go on after
	 * checkpoints were lost.
	 */
	private @Nullable String accept;

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	public @Nullable String getPrivateKey() {
		return this.privateKey;
	}

	public void setPrivateKey(@Nullable String privateKey) {
		this.privateKey = privateKey;
	}

	public @Nullable String getPreviousPrivateKey() {
		return this.previousPrivateKey;
	}

	public void setPreviousPrivateKey(@Nullable String previousPrivateKey) {
		this.previousPrivateKey = previousPrivateKey;
	}

	public List<String> getPublicKeys() {
		return this.publicKeys;
	}

	public void setPublicKeys(List<String> publicKeys) {
		this.publicKeys = publicKeys;
	}

	public List<Anchor> getAnchors() {
		return this.anchors;
	}

	public void setAnchors(List<Anchor> anchors) {
		this.anchors = anchors;
	}

	public @Nullable String getFile() {
		return this.file;
	}

	public void setFile(@Nullable String file) {
		this.file = file;
	}

	public @Nullable String getWitnessUrl() {
		return this.witnessUrl;
	}

	public void setWitnessUrl(@Nullable String witnessUrl) {
		this.witnessUrl = witnessUrl;
	}

	public @Nullable String getWitnessKey() {
		return this.witnessKey;
	}

	public void setWitnessKey(@Nullable String witnessKey) {
		this.witnessKey = witnessKey;
	}

	public @Nullable String getAccept() {
		return this.accept;
	}

	public void setAccept(@Nullable String accept) {
		this.accept = accept;
	}

	/**
	 * Where checkpoints are taken to.
	 */
	public enum Anchor {

		/**
		 * The log of the application: the first and the last checkpoint of a process, and
		 * one for each heartbeat.
		 */
		LOG

	}

}

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

package io.identifiabl.security.revocation;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the revocation of tokens.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.revocations")
public class RevocationsProperties {

	/**
	 * Whether tokens can be revoked before they expire.
	 */
	private boolean enabled = true;

	/**
	 * Where revocations are kept.
	 */
	private Store store = Store.AUTO;

	/**
	 * How often to check what other nodes have revoked.
	 */
	private Duration pollInterval = Duration.ofSeconds(1);

	/**
	 * Time for which revocations that cannot be read from the database are trusted to be
	 * all there are. After it the application is out of service.
	 */
	private Duration staleWindow = Duration.ofHours(1);

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

	public Duration getPollInterval() {
		return this.pollInterval;
	}

	public void setPollInterval(Duration pollInterval) {
		this.pollInterval = pollInterval;
	}

	public Duration getStaleWindow() {
		return this.staleWindow;
	}

	public void setStaleWindow(Duration staleWindow) {
		this.staleWindow = staleWindow;
	}

	/**
	 * Where revocations are kept.
	 */
	public enum Store {

		/**
		 * In the database if it has the table, in memory otherwise.
		 */
		AUTO,

		/**
		 * In the memory of each node, until it ends.
		 */
		MEMORY,

		/**
		 * In a table that all nodes share.
		 */
		JDBC

	}

}

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

package io.identifiabl.security.context;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Configuration properties of requests and filter chains.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.web")
public class WebProperties {

	/**
	 * What becomes of tokens that the application's own filter chain and decoder accept
	 * and verification refuses.
	 */
	private Mode mode = Mode.ENFORCE;

	/**
	 * Last day of the mode "report", in UTC, such as 2027-01-31. At most 90 days ahead.
	 */
	@DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
	private @Nullable LocalDate reportUntil;

	/**
	 * Comma-separated list of path patterns, below the context path and the path of
	 * Spring MVC's servlet, that need no token. What they forward to needs none either,
	 * other than actuator endpoints. A token that is sent nevertheless must be valid.
	 */
	private List<String> publicPaths = new ArrayList<>();

	/**
	 * Whether refused requests are answered with this library's challenges and problem
	 * bodies.
	 */
	private boolean challenges = true;

	/**
	 * Whether to protect an application that has no filter chain of its own.
	 */
	private boolean defaultChain = true;

	/**
	 * Comma-separated list of headers to remove from every request, in all spellings, in
	 * addition to those that are always removed: x-user-id, x-user-uid, x-user-email,
	 * x-user-roles, x-user-scopes, x-org-id, x-tenant, x-principal-key, x-identity,
	 * x-gateway-sig, identity-context and txn-token.
	 */
	private List<String> strippedHeaders = new ArrayList<>();

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public @Nullable LocalDate getReportUntil() {
		return this.reportUntil;
	}

	public void setReportUntil(@Nullable LocalDate reportUntil) {
		this.reportUntil = reportUntil;
	}

	public List<String> getPublicPaths() {
		return this.publicPaths;
	}

	public void setPublicPaths(List<String> publicPaths) {
		this.publicPaths = publicPaths;
	}

	public boolean isChallenges() {
		return this.challenges;
	}

	public void setChallenges(boolean challenges) {
		this.challenges = challenges;
	}

	public boolean isDefaultChain() {
		return this.defaultChain;
	}

	public void setDefaultChain(boolean defaultChain) {
		this.defaultChain = defaultChain;
	}

	public List<String> getStrippedHeaders() {
		return this.strippedHeaders;
	}

	public void setStrippedHeaders(List<String> strippedHeaders) {
		this.strippedHeaders = strippedHeaders;
	}

	/**
	 * What becomes of tokens that the application accepts and verification refuses.
	 */
	public enum Mode {

		/**
		 * They are refused.
		 */
		ENFORCE,

		/**
		 * The request goes on without an identity, and its record and the log say so.
		 */
		REPORT

	}

}

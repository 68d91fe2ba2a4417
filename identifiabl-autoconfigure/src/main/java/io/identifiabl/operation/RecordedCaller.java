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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who one request is from. Authentication events count until that is known; afterwards
 * they are something that the caller does. Guarded by the record that has it.
 *
 * @author Identifiabl Contributors
 */
final class RecordedCaller {

	private @Nullable Authentication authentication;

	private @Nullable String failure;

	private @Nullable Authentication present;

	private Map<String, String> claims = Map.of();

	private Map<String, String> reportedClaims = Map.of();

	private boolean identified;

	private boolean letThrough;

	/**
	 * Set that an identity was bound to the request.
	 */
	void identified() {
		this.identified = true;
		forgetFailure();
	}

	/**
	 * Set who was let through. Only the first time counts.
	 * @param caller the caller, {@code null} or anonymous if nobody has to be
	 */
	void letThrough(@Nullable Authentication caller) {
		stopped(caller);
		this.letThrough = true;
	}

	/**
	 * Set who was not let through, unless somebody was.
	 * @param caller the caller, {@code null} or anonymous if nobody was authenticated
	 */
	void stopped(@Nullable Authentication caller) {
		if (!this.letThrough && ActorFields.isSomebody(caller)) {
			this.authentication = caller;
			forgetFailure();
		}
	}

	OperationDecision authenticated(Authentication newAuthentication) {
		if (isKnown()) {
			return OperationDecision.reauthentication(true, null);
		}
		forgetFailure();
		this.authentication = newAuthentication;
		return OperationDecision.authentication(true, null);
	}

	OperationDecision failed(String reason, @Nullable String token, @Nullable Authentication presentCaller) {
		if (isKnown()) {
			return OperationDecision.reauthentication(false, reason);
		}
		// whoever was authenticated by this very request is no user of a session, such as
		// a proxy with its certificate: not everything it passes on is from it
		boolean inSession = this.authentication == null && ActorFields.isSomebody(presentCaller);
		this.present = inSession ? presentCaller : null;
		this.failure = reason;
		this.claims = (token != null) ? UnverifiedClaims.read(token) : Map.of();
		return OperationDecision.authentication(false, reason);
	}

	/**
	 * Add that the token of the caller would have been refused.
	 * @param reason a fixed code
	 * @param token the token, {@code null} if it cannot be seen
	 * @return the decision
	 */
	OperationDecision reported(String reason, @Nullable String token) {
		this.reportedClaims = (token != null) ? UnverifiedClaims.read(token) : Map.of();
		return OperationDecision.report(reason);
	}

	// of one of several mechanisms, where another one knew the caller
	private void forgetFailure() {
		this.failure = null;
		this.claims = Map.of();
	}

	private boolean isKnown() {
		return this.identified || (this.letThrough && ActorFields.isSomebody(this.authentication));
	}

	@Nullable Authentication getAuthentication() {
		return this.authentication;
	}

	/**
	 * Return why the caller could not be authenticated.
	 * @return a fixed code, {@code null} if there was no attempt or one succeeded
	 */
	@Nullable String getFailure() {
		return this.failure;
	}

	/**
	 * Return who the request was from when somebody could not be authenticated.
	 * @return the user of a session, {@code null} if there is none
	 */
	@Nullable Authentication getPresent() {
		return this.present;
	}

	// what was refused counts for more than what would have been
	Map<String, String> getClaims() {
		return (this.failure != null) ? this.claims : this.reportedClaims;
	}

	boolean isLetThrough() {
		return this.letThrough;
	}

}

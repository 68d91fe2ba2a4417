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

package io.identifiabl.security.token;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;

import io.identifiabl.token.TokenSettings;

/**
 * The clock by which tokens are verified, which is also that of records and checkpoints.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenClock {

	private TokenClock() {
	}

	/**
	 * Return the clock of the settings, or the system's where there are no settings.
	 * @param settings the settings of the application
	 * @return the clock
	 */
	public static Clock of(ObjectProvider<TokenSettings> settings) {
		TokenSettings available = settings.getIfAvailable();
		return (available != null) ? available.getClock() : Clock.systemUTC();
	}

}

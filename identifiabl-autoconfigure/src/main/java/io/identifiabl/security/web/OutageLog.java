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

package io.identifiabl.security.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.nimbusds.jose.KeySourceException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.authentication.AuthenticationServiceException;

/**
 * Says why there are no keys, but not for every request that finds none.
 *
 * @author Identifiabl Contributors
 */
final class OutageLog {

	private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

	private final Log logger = LogFactory.getLog(getClass());

	private final AtomicLong next;

	private final LongSupplier nanoTime;

	OutageLog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.next = new AtomicLong(nanoTime.getAsLong());
	}

	void log(AuthenticationServiceException unavailable) {
		long now = this.nanoTime.getAsLong();
		long due = this.next.get();
		if (now - due >= 0 && this.next.compareAndSet(due, now + INTERVAL)) {
			Throwable cause = unavailable;
			while (cause.getCause() != null && !(cause instanceof KeySourceException)) {
				cause = cause.getCause();
			}
			this.logger.warn("Tokens cannot be verified: " + cause.getMessage());
		}
	}

}

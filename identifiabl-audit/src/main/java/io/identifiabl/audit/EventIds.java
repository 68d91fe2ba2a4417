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

package io.identifiabl.audit;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Ids of events: UUIDs of version 7 (RFC 9562 section 5.7), which sort by time. They are
 * unique, not secret.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class EventIds {

	/** What the id of an intent ends with; before it is the id of its outcome. */
	public static final String INTENT_SUFFIX = "-intent";

	private static final int LENGTH = 36;

	private EventIds() {
	}

	/**
	 * Create an id.
	 * @param time when the event happened
	 * @return the id
	 */
	public static String create(Instant time) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (time.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
		long low = 0x8000000000000000L | (random.nextLong() >>> 2);
		return new UUID(high, low).toString();
	}

	/**
	 * Return when an id was created.
	 * @param id the id
	 * @return the time, {@code null} if it is no UUID of version 7
	 */
	static @Nullable Instant findTime(String id) {
		try {
			UUID uuid = UUID.fromString(id.substring(0, Math.min(LENGTH, id.length())));
			return (uuid.version() == 7) ? Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	static String check(String id) {
		String call = id.endsWith(INTENT_SUFFIX) ? id.substring(0, id.length() - INTENT_SUFFIX.length()) : id;
		if (call.length() != LENGTH || !call.chars().allMatch(EventIds::isDigit)) {
			throw new IllegalArgumentException("the id of an event is a UUID");
		}
		return id;
	}

	private static boolean isDigit(int c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
	}

}

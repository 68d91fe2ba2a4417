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

package io.identifiabl.claims;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Actor;
import io.identifiabl.identity.PrincipalIds;

/**
 * Reads the chain of actors (RFC 8693 section 4.1).
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Actors {

	static final int MAX_DEPTH = 8;

	/**
	 * Whether a token names an actor.
	 */
	public static final Predicate<ClaimSet> IS_PRESENT = (claims) -> read(claims) != null;

	private Actors() {
	}

	// the outermost actor; a chain deeper than MAX_DEPTH is refused, and so is one of
	// whose actors nobody could tell who it is
	public static @Nullable Actor read(ClaimSet claims) {
		Object act = claims.getClaims().get("act");
		if (act == null) {
			return null;
		}
		Deque<String> subjects = new ArrayDeque<>();
		while (act instanceof Map<?, ?> members) {
			if (!(members.get("sub") instanceof String subject) || subject.isBlank()) {
				break;
			}
			if (subjects.size() == MAX_DEPTH || subject.length() > SafeText.MAX_LENGTH
					|| !PrincipalIds.isValid(subject)) {
				throw new InvalidClaimException("invalid_claim");
			}
			subjects.push(subject);
			act = members.get("act");
		}
		Actor actor = null;
		for (String subject : subjects) {
			actor = new Actor(subject, actor);
		}
		return actor;
	}

}

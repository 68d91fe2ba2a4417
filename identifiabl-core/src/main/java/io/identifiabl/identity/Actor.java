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

package io.identifiabl.identity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The party that acts on behalf of the subject (the {@code act} claim of RFC 8693 section
 * 4.1). Only this outermost actor may take part in a decision; the {@linkplain #prior()
 * prior} ones are history.
 *
 * @param subject the actor's subject, never blank
 * @param prior the actor before this one, or {@code null}
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Actor(String subject, @Nullable Actor prior) implements Serializable {

	public Actor {
		if (subject.isBlank()) {
			throw new IllegalArgumentException("subject must not be blank");
		}
	}

	/**
	 * Return the subjects of all actors before this one, most recent first.
	 * @return an unmodifiable list, empty if there is no prior actor
	 */
	public List<String> priorSubjects() {
		List<String> subjects = new ArrayList<>();
		for (Actor actor = this.prior; actor != null; actor = actor.prior()) {
			subjects.add(actor.subject());
		}
		return List.copyOf(subjects);
	}

}

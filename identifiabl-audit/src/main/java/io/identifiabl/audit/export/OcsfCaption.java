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

package io.identifiabl.audit.export;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A value of an enumeration of OCSF, with the caption that its schema spells. What the
 * schema does not know is {@code Other}, and keeps its own name.
 *
 * @param id the number
 * @param caption the caption, or the name of what is not mapped
 * @param mappedCaption the caption
 * @author Identifiabl Contributors
 */
record OcsfCaption(long id, String caption, String mappedCaption) {

	/** The class of all events. */
	static final long API_ACTIVITY = 6003;

	private static final OcsfCaption UNKNOWN = of(0, "Unknown");

	private static final Map<String, OcsfCaption> ACTIVITIES = Map.of("create", of(1, "Create"), "read", of(2, "Read"),
			"update", of(3, "Update"), "delete", of(4, "Delete"));

	private static final Map<String, OcsfCaption> ACTORS = Map.of("user", of(1, "User"), "service", of(4, "Service"));

	private static final Map<String, OcsfCaption> STATUSES = Map.of("success", of(1, "Success"), "failure",
			of(2, "Failure"), "unknown", UNKNOWN);

	static OcsfCaption ofActivity(@Nullable String action) {
		return of(ACTIVITIES, action);
	}

	static OcsfCaption ofActor(@Nullable String type) {
		return of(ACTORS, type);
	}

	static OcsfCaption ofStatus(@Nullable String outcome) {
		return of(STATUSES, outcome);
	}

	private static OcsfCaption of(Map<String, OcsfCaption> known, @Nullable String name) {
		return (name != null) ? known.getOrDefault(name, new OcsfCaption(99, name, "Other")) : UNKNOWN;
	}

	private static OcsfCaption of(long id, String caption) {
		return new OcsfCaption(id, caption, caption);
	}

}

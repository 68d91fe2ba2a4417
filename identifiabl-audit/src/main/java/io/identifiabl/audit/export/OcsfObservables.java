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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What whoever investigates starts from: values of an event of OCSF, with where they are
 * in it. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OcsfObservables {

	static final long IP_ADDRESS = 2;

	static final long EMAIL_ADDRESS = 5;

	static final long RESOURCE_UID = 10;

	static final long USER_AGENT = 16;

	static final long USER_UID = 31;

	private static final Map<Long, String> CAPTIONS = Map.of(IP_ADDRESS, "IP Address", EMAIL_ADDRESS, "Email Address",
			RESOURCE_UID, "Resource UID", USER_AGENT, "HTTP User-Agent", USER_UID, "User Object: uid");

	private final List<Object> observables = new ArrayList<>();

	OcsfObservables with(String name, long type, @Nullable String value) {
		if (value != null) {
			this.observables.add(new JsonMembers().with("name", name)
				.with("type_id", type)
				.with("type", CAPTIONS.get(type))
				.with("value", value)
				.toMap());
		}
		return this;
	}

	@Nullable List<Object> toList() {
		return this.observables.isEmpty() ? null : this.observables;
	}

}

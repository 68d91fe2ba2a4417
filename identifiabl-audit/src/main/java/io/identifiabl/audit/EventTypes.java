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

/**
 * The types of the events that tell about the trail itself.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class EventTypes {

	/** The first event of a node's run. */
	public static final String STREAM_START = "audit.stream.start";

	/** The last event of a node's run that ended in good order. */
	public static final String STREAM_END = "audit.stream.end";

	/** Which events were lost before they were in the log, by their numbers. */
	public static final String GAP = "audit.gap";

	/** The personal data of a user was erased. */
	public static final String SUBJECT_ERASED = "audit.subject.erased";

	/** The first records were deleted. */
	public static final String PRUNED = "audit.pruned";

	/** Somebody looked for records. */
	public static final String QUERIED = "audit.queried";

	/** Somebody exported records. */
	public static final String EXPORTED = "audit.exported";

	/** Somebody verified the log. */
	public static final String VERIFIED = "audit.verified";

	/** The log is signed with another key from now on, and the last one agreed. */
	public static final String KEY_ROTATED = "audit.key.rotated";

	/** The log is signed with another key from now on, since the last one is lost. */
	public static final String KEY_LOST = "audit.key.lost";

	private EventTypes() {
	}

}

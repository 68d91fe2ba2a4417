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

package io.identifiabl.audit.trail;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How events are written.
 *
 * @param service the name of the application
 * @param node the name of the node
 * @param queueCapacity how many events may wait
 * @param overflowWait how long whoever records an event waits for a place
 * @param spill where events go that find no place, {@code null} for nowhere
 * @param clock tells the time
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record WriterSettings(String service, String node, int queueCapacity, Duration overflowWait,
		@Nullable SpillSettings spill, Clock clock) {
}

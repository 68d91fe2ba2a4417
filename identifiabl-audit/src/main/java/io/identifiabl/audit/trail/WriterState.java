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

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the writer of a node is doing.
 *
 * @param available whether the last attempt to store something succeeded
 * @param queued the number of events that wait
 * @param committed the number of events that were stored
 * @param spilled the number of events that wait in the spill file
 * @param dropped the number of events that were lost
 * @param failures the number of attempts that failed
 * @param commits the number of attempts that succeeded, each with one event or more
 * @param commitTime how long those took together
 * @param droppedAt when one was lost last that was no refused request, {@code null} if
 * none was
 * @param failure why the last attempt failed, {@code null} if it succeeded
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record WriterState(boolean available, int queued, long committed, long spilled, long dropped, long failures,
		long commits, Duration commitTime, @Nullable Instant droppedAt, @Nullable Exception failure) {
}

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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a witness has said.
 *
 * @param size the size of the log that it cosigned last
 * @param at when that was, as the witness signed, {@code null} if this node has no
 * cosignature yet
 * @param answered whether the witness has answered this node since it started, whatever
 * it said
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record WitnessState(long size, @Nullable Instant at, boolean answered) {
}

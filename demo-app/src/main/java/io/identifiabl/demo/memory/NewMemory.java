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

package io.identifiabl.demo.memory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A memory as a user sends it.
 *
 * @author Identifiabl Contributors
 * @param text what happened
 * @param emotion how it felt
 */
record NewMemory(@NotBlank @Size(max = NewMemory.TEXT_LENGTH) String text,
		@Nullable @Size(max = NewMemory.EMOTION_LENGTH) String emotion) {

	// the lengths in schema.sql
	static final int TEXT_LENGTH = 2000;

	static final int EMOTION_LENGTH = 50;

}

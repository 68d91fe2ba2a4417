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

import java.nio.file.Path;
import java.util.List;

/**
 * Where events wait that find no place.
 *
 * @param file the beginning of the names of the files: each process has its own, so that
 * any number of them may share a directory
 * @param maxSize the most bytes of all files of a process
 * @param origin the name of the log that the events are for; files of other logs are left
 * alone
 * @param keys secrets that whoever changes a file does not have. Files are written with
 * the first one, and read with any. Without one lines are only checked for accidents.
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record SpillSettings(Path file, long maxSize, String origin, List<byte[]> keys) {

	/**
	 * Create settings.
	 */
	public SpillSettings {
		keys = List.copyOf(keys);
	}

}

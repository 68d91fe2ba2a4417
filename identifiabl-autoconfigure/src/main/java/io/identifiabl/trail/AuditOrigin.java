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

package io.identifiabl.trail;

import org.jspecify.annotations.Nullable;

/**
 * The name of the log, and of the keys that sign it.
 *
 * @param name a name without blanks and plus signs (C2SP signed-note)
 * @author Identifiabl Contributors
 */
record AuditOrigin(String name) {

	private static final String DEFAULT_NAME = "application";

	static AuditOrigin of(@Nullable String configured, @Nullable String applicationName) {
		if (configured != null) {
			if (!isUsable(configured)) {
				throw AuditFailures.unusableOrigin(configured);
			}
			return new AuditOrigin(configured);
		}
		// the application's name is there for other purposes as well
		StringBuilder name = new StringBuilder();
		String source = (applicationName != null) ? applicationName.strip() : "";
		source.codePoints().forEach((c) -> name.appendCodePoint(isUsable(c) ? c : '-'));
		return new AuditOrigin(name.isEmpty() ? DEFAULT_NAME : name.toString());
	}

	private static boolean isUsable(String name) {
		return !name.isEmpty() && name.length() <= 255 && name.codePoints().allMatch(AuditOrigin::isUsable);
	}

	private static boolean isUsable(int c) {
		return c != '+' && !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c);
	}

}

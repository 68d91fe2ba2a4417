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

package io.identifiabl.audit.verify;

/**
 * Something that is wrong with a log.
 *
 * @param index the first record that it concerns
 * @param count how many records it concerns, of which any can be the one that is wrong
 * @param text what is wrong, and nothing of what is in a record
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Finding(long index, long count, String text) {

	boolean isOfOneRecord() {
		return this.count == 1;
	}

	/**
	 * Return the finding as a line.
	 */
	@Override
	public String toString() {
		return (isOfOneRecord() ? "index " + this.index
				: "index " + this.index + " to " + (this.index + this.count - 1)) + ": " + this.text;
	}

}

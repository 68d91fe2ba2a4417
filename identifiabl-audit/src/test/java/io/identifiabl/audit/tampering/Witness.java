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

package io.identifiabl.audit.tampering;

import java.util.List;

/**
 * Who may notice something.
 *
 * @author Identifiabl Contributors
 */
enum Witness {

	QUERY("query"), NODE("node"), BACKGROUND("background"), VERIFY("verify"), JAR("jar"), JAR_OLDER("jar with copy"),
	START("start"), START_FILE("start with copy");

	private final String title;

	Witness(String title) {
		this.title = title;
	}

	/**
	 * Return what this one says.
	 * @param cells what each one says, in their order
	 */
	String of(List<String> cells) {
		return cells.get(List.of(values()).indexOf(this));
	}

	boolean hasCopy() {
		return this == JAR_OLDER || this == START_FILE;
	}

	@Override
	public String toString() {
		return this.title;
	}

}

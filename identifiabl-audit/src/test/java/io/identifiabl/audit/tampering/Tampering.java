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

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Something that whoever administers the database does to a log, and who notices it.
 *
 * @param title what is done
 * @param isRunning whether a node runs meanwhile, or starts afterwards
 * @param isPruned whether the log was pruned before
 * @param changesTables whether more than rows is changed
 * @param action does it
 * @param findings what each witness says
 * @param others the same where one database differs
 * @param remark what else has to be known, or nothing
 * @author Identifiabl Contributors
 */
record Tampering(String title, boolean isRunning, boolean isPruned, boolean changesTables,
		Consumer<Administrator> action, List<String> findings, Map<Platform, List<String>> others, String remark) {

	/**
	 * Return what is done while a node runs.
	 */
	static Tampering running(String title, Consumer<Administrator> action) {
		return new Tampering(title, true, false, false, action, List.of(), Map.of(), "");
	}

	static Tampering running(String title, String... statements) {
		return running(title, (administrator) -> administrator.sql(statements));
	}

	/**
	 * Return what is done while no node runs.
	 */
	static Tampering stopped(String title, Consumer<Administrator> action) {
		return new Tampering(title, false, false, false, action, List.of(), Map.of(), "");
	}

	static Tampering stopped(String title, String... statements) {
		return stopped(title, (administrator) -> administrator.sql(statements));
	}

	Tampering pruned() {
		return new Tampering(this.title, this.isRunning, true, this.changesTables, this.action, this.findings,
				this.others, this.remark);
	}

	Tampering withTables() {
		return new Tampering(this.title, this.isRunning, this.isPruned, true, this.action, this.findings, this.others,
				this.remark);
	}

	/**
	 * Say who notices it.
	 * @param cells one for each witness, in their order, divided by blanks
	 */
	Tampering noticedBy(String cells) {
		return new Tampering(this.title, this.isRunning, this.isPruned, this.changesTables, this.action, list(cells),
				this.others, this.remark);
	}

	Tampering on(Platform platform, String cells) {
		Map<Platform, List<String>> extended = new EnumMap<>(Platform.class);
		extended.putAll(this.others);
		extended.put(platform, list(cells));
		return new Tampering(this.title, this.isRunning, this.isPruned, this.changesTables, this.action, this.findings,
				extended, this.remark);
	}

	Tampering remark(String text) {
		return new Tampering(this.title, this.isRunning, this.isPruned, this.changesTables, this.action, this.findings,
				this.others, text);
	}

	private static List<String> list(String cells) {
		return List.of(cells.trim().split(" +", -1));
	}

	List<String> findings(Platform platform) {
		return this.others.getOrDefault(platform, this.findings);
	}

	@Override
	public String toString() {
		return this.title + (this.isRunning ? "" : " (no node runs)");
	}

}

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
import java.time.Clock;
import java.util.List;

import io.identifiabl.audit.LogEntry;

/**
 * A process in which entries wait, until the end of its input or until it is killed.
 *
 * @author Identifiabl Contributors
 */
public final class SpillingProcess {

	private SpillingProcess() {
	}

	public static void main(String... arguments) throws Exception {
		SpillSettings settings = new SpillSettings(Path.of(arguments[0]), AbstractSpillFileTests.MEGABYTE,
				AbstractSpillFileTests.ORIGIN, List.of(AbstractSpillFileTests.key(1)));
		SpillFile file = new SpillFile(settings, new LostEvents("stream", Clock.systemUTC()), System.err::println);
		List<LogEntry> entries = List.of(Events.entry(0), Events.entry(1));
		System.out.println(file.getWaiting() + " " + file.add(entries));
		System.out.flush();
		while (System.in.read() >= 0) {
			// nothing is said
		}
		file.close();
	}

}

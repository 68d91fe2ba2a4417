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

package io.identifiabl.benchmarks.application;

import java.lang.management.ManagementFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Prints the port, the milliseconds since the start of the JVM, and how many classes were
 * loaded by then.
 *
 * @author Identifiabl Contributors
 */
final class ReadinessPrinter implements ApplicationListener<ApplicationReadyEvent> {

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		long now = System.currentTimeMillis();
		long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
		String port = event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port");
		Console
			.print("ready " + port + " " + (now - ManagementFactory.getRuntimeMXBean().getStartTime()) + " " + classes);
	}

}

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

package io.identifiabl;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * The lines that a class logs while a test runs.
 *
 * @author Identifiabl Contributors
 */
public final class LogLines implements AutoCloseable {

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	private final Logger logger;

	private LogLines(Logger logger) {
		this.logger = logger;
	}

	/**
	 * Start to keep the lines of a class.
	 * @param name the name of the class
	 * @return its lines from now on
	 */
	public static LogLines of(String name) {
		LogLines lines = new LogLines((Logger) LoggerFactory.getLogger(name));
		lines.events.start();
		lines.logger.addAppender(lines.events);
		return lines;
	}

	/**
	 * Return the lines.
	 * @return the lines, each with its level
	 */
	public List<String> get() {
		return this.events.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.events);
	}

}

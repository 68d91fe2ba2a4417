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

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.SignedNote;

/**
 * Takes checkpoints to the log of the application, which usually ends up on another
 * machine than the database: each in one line, with {@code \n} for the ends of its lines.
 * The first one and the last one are taken there, and between them one for each
 * heartbeat, however fast the log grows. To be used by one thread.
 *
 * @author Identifiabl Contributors
 */
final class LoggedCheckpoints implements CheckpointPublisher, AutoCloseable {

	static final String CATEGORY = "io.identifiabl.audit.checkpoint";

	private final Log logger = LogFactory.getLog(CATEGORY);

	private final Duration interval;

	private final LongSupplier nanoTime;

	private @Nullable Long loggedAt;

	private @Nullable SignedNote putOff;

	/**
	 * Create a publisher.
	 * @param heartbeat how often a log that does not grow is signed
	 * @param nanoTime measures time
	 */
	LoggedCheckpoints(Duration heartbeat, LongSupplier nanoTime) {
		// a heartbeat may come a little earlier than the one before it came
		this.interval = heartbeat.multipliedBy(9).dividedBy(10);
		this.nanoTime = nanoTime;
	}

	@Override
	public void publish(SignedNote checkpoint) {
		long now = this.nanoTime.getAsLong();
		Long last = this.loggedAt;
		if (last != null && now - last < this.interval.toNanos()) {
			this.putOff = checkpoint;
			return;
		}
		this.loggedAt = now;
		log(checkpoint);
	}

	private void log(SignedNote checkpoint) {
		this.putOff = null;
		this.logger.info("Checkpoint " + checkpoint.toString().replace("\n", "\\n"));
	}

	@Override
	public void close() {
		SignedNote last = this.putOff;
		if (last != null) {
			log(last);
		}
	}

}

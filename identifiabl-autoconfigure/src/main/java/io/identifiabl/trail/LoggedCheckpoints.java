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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.SignedNote;

/**
 * Takes checkpoints to the log of the application, which usually ends up on another
 * machine than the database: each in one line, with {@code \n} for the ends of its lines.
 *
 * @author Identifiabl Contributors
 */
final class LoggedCheckpoints implements CheckpointPublisher {

	static final String CATEGORY = "io.identifiabl.audit.checkpoint";

	private final Log logger = LogFactory.getLog(CATEGORY);

	@Override
	public void publish(SignedNote checkpoint) {
		this.logger.info("Checkpoint " + checkpoint.toString().replace("\n", "\\n"));
	}

}

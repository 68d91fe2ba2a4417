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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.AuditWriter.CommitListener;

/**
 * Tells the checkpointer what this node wrote, and the log of the application when
 * nothing can be written, once each time.
 *
 * @author Identifiabl Contributors
 */
final class AuditCommits implements CommitListener {

	private final Log logger = LogFactory.getLog(getClass());

	private final BiConsumer<List<LogEntry>, List<Long>> checkpointer;

	private final AtomicBoolean failing = new AtomicBoolean();

	AuditCommits(BiConsumer<List<LogEntry>, List<Long>> checkpointer) {
		this.checkpointer = checkpointer;
	}

	@Override
	public void onCommit(List<LogEntry> entries, List<Long> indices) {
		this.checkpointer.accept(entries, indices);
		if (this.failing.compareAndSet(true, false)) {
			this.logger.info("The audit trail can be written again");
		}
	}

	@Override
	public void onFailure(Exception failure) {
		if (this.failing.compareAndSet(false, true)) {
			this.logger.error("The audit trail cannot be written; records are kept in the spill file", failure);
		}
	}

	@Override
	public void onSpillFileProblem(String problem) {
		this.logger.warn("identifiabl.audit.spill-file: " + problem);
	}

}

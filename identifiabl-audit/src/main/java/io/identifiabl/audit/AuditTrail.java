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

package io.identifiabl.audit;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;

/**
 * The audit trail of an application. Implementations must be thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface AuditTrail {

	/**
	 * Record an event.
	 * @param event the event
	 * @return completes with the index of the event once that is durable, and fails with
	 * an {@link AuditUnavailableException} if it is not, or not known to be. An event
	 * that was not stored at once is stored later where that is possible at all; one that
	 * was lost is counted and leaves a gap.
	 */
	default CompletableFuture<Long> append(AuditEvent event) {
		return append(event, Urgency.AWAITED);
	}

	/**
	 * Record an event.
	 * @param event the event
	 * @param urgency how it is treated
	 * @return completes as {@link #append(AuditEvent)} describes
	 */
	CompletableFuture<Long> append(AuditEvent event, Urgency urgency);

	/**
	 * Record an event and wait until it is durable.
	 * @param event the event
	 * @param urgency {@link Urgency#AWAITED} or {@link Urgency#INTENT}
	 * @return the index of the event
	 * @throws AuditUnavailableException if it is not durable, or not in time
	 */
	long require(AuditEvent event, Urgency urgency);

	/**
	 * Find records.
	 * @param query what to look for
	 * @return a page of them
	 */
	AuditPage find(AuditQuery query);

	/**
	 * Find a record.
	 * @param eventId the id of its event
	 * @return the record, {@code null} if there is none
	 */
	@Nullable AuditRecord find(String eventId);

	/**
	 * Return the latest checkpoint.
	 * @return the signed note, {@code null} if none has been signed yet
	 */
	@Nullable SignedNote getCheckpoint();

	/**
	 * Prove that a record is in the log.
	 * @param index the position of the record
	 * @param size the size of the log, as in a checkpoint
	 * @return the proof
	 * @throws IllegalArgumentException if the log of this size has no such record
	 */
	InclusionProof prove(long index, long size);

}

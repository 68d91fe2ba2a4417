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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.HashSource;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Keeps one log. Implementations must be thread-safe, and safe for several nodes that
 * append at the same time. What is stored never changes, with three exceptions: erasure,
 * pruning, and checkpoints of a size that are signed again. Every method throws
 * {@link AuditStoreException} if the store cannot be reached. The compatibility kit in
 * {@code identifiabl-spring-boot-starter-test} tests what is promised here.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface AuditStore extends HashSource {

	/** Records are pruned in multiples of this. */
	int PRUNE_UNIT = 256;

	/**
	 * Try to write, and take it back: whether the log can be read says nothing about it.
	 * @throws AuditStoreException if nothing can be appended at this time
	 */
	void probe();

	/**
	 * Find out whether records can be erased and pruned, without doing either. It may be
	 * somebody else's right than to write.
	 * @throws AuditStoreException if that cannot be done at this time; of the kind
	 * {@code DENIED} if a right is missing, which the message names
	 */
	default void probeMaintenance() {
	}

	/**
	 * Return up to where the store let go of its first records by itself, as memory does
	 * that is full. Any other log that begins later than it did before was either pruned,
	 * and says so in a record, or cut.
	 * @return the index of the first record that somebody has to account for
	 */
	default long getForgotten() {
		return 0;
	}

	/**
	 * Append entries, all or none, in their order and one after the other. Entries that
	 * are in the log already, as their event ids tell, stay where they are.
	 * @param entries the entries, with different event ids
	 * @return the index of each, durable by now
	 */
	List<Long> append(List<LogEntry> entries);

	/**
	 * Return the size and the right edge of the log.
	 * @return the frontier
	 */
	Frontier getFrontier();

	/**
	 * Return the index of the first record that has not been pruned.
	 * @return a multiple of {@value #PRUNE_UNIT}
	 */
	long getFirstIndex();

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
	 * Read records in their order.
	 * @param from the index of the first
	 * @param limit the most to read
	 * @return the records, fewer only at the end of the log or where some are missing
	 */
	List<AuditRecord> read(long from, int limit);

	/**
	 * Find rows that are stored outside of the log: records before its first index, at or
	 * after its size, and what is kept of such records apart from them. Nothing but a
	 * verification asks for them.
	 * @param limit about the most to find; records before the first index, which may have
	 * been pruned, are left out first
	 * @return their indices, sorted
	 */
	List<Long> findStrays(int limit);

	/**
	 * Read the hashes of leaves in their order.
	 * @param from the index of the first
	 * @param limit the most to read
	 * @return the hashes, fewer only at the end of the log or where some are missing
	 */
	List<MerkleHash> readLeafHashes(long from, int limit);

	/**
	 * Return the root of a complete subtree. After pruning, subtrees of fewer than
	 * {@value #PRUNE_UNIT} leaves are known only where their leaves are.
	 * @throws IllegalArgumentException if the log has no such subtree, or not any more
	 */
	@Override
	MerkleHash get(int level, long index);

	/**
	 * Take the turn to verify the log in the background, or keep it. It is for nodes that
	 * share a log not to do the same work at the same time, and nothing that is verified
	 * depends on it: a store that knows no turns gives it to everybody.
	 * @param node the name of who asks, which no other process has
	 * @param next the index that the node would go on at, which is kept if it has the
	 * turn already
	 * @param now the time
	 * @param until when the turn is over, unless it is taken again before
	 * @return the index to go on at, which is where the one before has stopped; -1 if it
	 * is the turn of another node
	 */
	default long takeVerificationTurn(String node, long next, Instant now, Instant until) {
		return next;
	}

	/**
	 * Keep a checkpoint, in place of one of the same size.
	 * @param checkpoint the checkpoint
	 */
	void save(StoredCheckpoint checkpoint);

	/**
	 * Return the largest checkpoint.
	 * @return the checkpoint, {@code null} if there is none
	 */
	@Nullable StoredCheckpoint getLatestCheckpoint();

	/**
	 * Read checkpoints by their size.
	 * @param fromSize the least size
	 * @param limit the most to read
	 * @return the checkpoints, smallest first
	 */
	List<StoredCheckpoint> readCheckpoints(long fromSize, int limit);

	/**
	 * Remove checkpoints that others make superfluous.
	 * @param sizes the sizes of those to remove
	 */
	void removeCheckpoints(List<Long> sizes);

	/**
	 * Erase the personal data of all records of a user, and what was derived from it; of
	 * records, too, of tokens that were refused and claim to be of that user, see
	 * {@link Projection#isAbout}.
	 * @param issuer the issuer
	 * @param user the user, as in {@link Projection#user()}
	 * @return the number of records
	 */
	int erase(String issuer, String user);

	/**
	 * Delete the first records. Their hashes stay known as far as later proofs need them.
	 * @param firstIndex the first index that remains, a multiple of {@value #PRUNE_UNIT}
	 * that the log has reached
	 */
	void prune(long firstIndex);

}

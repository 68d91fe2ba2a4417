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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.verify.Finding;

/**
 * Verifies the log again and again, a slice at a time, while nodes write: that no record
 * is missing, that each is what was signed, and that its columns are what it says. One
 * node does so at a time, as far as that can be agreed upon in a database whose
 * administrator is not trusted: a node that got no turn for a day takes it, and where the
 * last one stopped is only where the next one begins. To be called by one thread; its
 * state may be read by any.
 *
 * @author Identifiabl Contributors
 */
final class RollingVerification {

	/** How long to wait for something that is not there. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	/** How long a node that does not come back keeps the others waiting. */
	static final Duration TURN = Duration.ofMinutes(1);

	/** How long a node can be kept from verifying. */
	static final Duration MAX_TIME_WITHOUT_TURN = Duration.ofDays(1);

	private static final Duration RENEWAL = TURN.dividedBy(3);

	// longer than another one takes to see that it may begin
	private static final Duration YIELD = PATIENCE.multipliedBy(3).dividedBy(2);

	// as long as the checkpointer takes to look at where the log begins, and longer
	private static final Duration PRUNING = Duration.ofSeconds(2);

	private final AuditStore store;

	private final Checkpointer checkpointer;

	private final VerificationSettings settings;

	private final Clock clock;

	private final String node;

	private @Nullable VerificationRound round;

	private Instant startedAt = Instant.EPOCH;

	private long next;

	private Instant renewAt = Instant.MIN;

	private @Nullable Instant withoutTurnSince;

	private @Nullable Instant pausedUntil;

	private volatile VerificationState state = VerificationState.NONE;

	/**
	 * Create a verification.
	 * @param store the log
	 * @param checkpointer knows what was signed
	 * @param settings how fast and how often
	 * @param clock tells the time
	 * @param node a name that no other has
	 */
	RollingVerification(AuditStore store, Checkpointer checkpointer, VerificationSettings settings, Clock clock,
			String node) {
		this.store = store;
		this.checkpointer = checkpointer;
		this.settings = settings;
		this.clock = clock;
		this.node = node;
	}

	VerificationState getState() {
		return this.state;
	}

	/**
	 * Verify a slice, if it is this node's turn.
	 * @return how long to wait before the next one
	 */
	Duration step() {
		try {
			Instant now = this.clock.instant();
			if (this.pausedUntil != null) {
				return pause(now, this.pausedUntil);
			}
			Frontier signed = this.checkpointer.getFrontier();
			if (signed == null || !hasTurn(now)) {
				return PATIENCE;
			}
			VerificationRound current = this.round;
			if (current == null) {
				current = new VerificationRound(this.store, this.checkpointer, signed, this.next);
				this.round = current;
				this.startedAt = now;
			}
			return step(current, now);
		}
		catch (RuntimeException | Error ex) {
			this.state = this.state.failed();
			return PATIENCE;
		}
	}

	private Duration step(VerificationRound current, Instant begun) {
		int records = current.verifySlice();
		this.next = current.getPosition();
		tell(current);
		if (records < 0) {
			return PRUNING;
		}
		return (records > 0) ? rest(records, begun) : complete(current);
	}

	// the time that it took is a part of it
	private Duration rest(int records, Instant begun) {
		Duration allotted = Duration.ofSeconds(records).dividedBy(this.settings.recordsPerSecond());
		Duration taken = Duration.between(begun, this.clock.instant());
		if (taken.isNegative()) {
			return allotted;
		}
		return (taken.compareTo(allotted) < 0) ? allotted.minus(taken) : Duration.ZERO;
	}

	private void tell(VerificationRound current) {
		this.state = this.state.at(this.next, this.startedAt);
		Finding first = current.getFirst();
		if (first != null) {
			this.state = this.state.with(current.getFindings(), first);
		}
	}

	private Duration complete(VerificationRound current) {
		this.round = null;
		this.next = 0;
		Instant now = this.clock.instant();
		checkStrays(current);
		this.state = this.state.with(current.getFindings(), current.getFirst())
			.complete(current.getSize(), current.getRecords(), now);
		this.withoutTurnSince = now;
		this.pausedUntil = now.plus(this.settings.interval());
		this.renewAt = Instant.MIN;
		return Duration.ZERO;
	}

	// with the turn in its hands, so that nobody else begins too early; and then it is
	// the turn of another one, if there is one
	private Duration pause(Instant now, Instant until) {
		// a clock that was set back must not make it wait for as long
		if (now.isBefore(until) && Duration.between(now, until).compareTo(this.settings.interval()) <= 0) {
			boolean ignored = hasTurn(now);
			Duration rest = Duration.between(now, until);
			return (rest.compareTo(RENEWAL) < 0) ? rest : RENEWAL;
		}
		this.pausedUntil = null;
		end();
		return (this.settings.interval().compareTo(YIELD) < 0) ? this.settings.interval() : YIELD;
	}

	// that takes long in a log of many million records, which are verified all the same
	private void checkStrays(VerificationRound current) {
		try {
			current.checkStrays();
		}
		catch (AuditStoreException ex) {
			this.state = this.state.failed();
		}
	}

	private boolean hasTurn(Instant now) {
		if (this.withoutTurnSince == null || now.isBefore(this.withoutTurnSince)) {
			this.withoutTurnSince = now;
		}
		if (now.isBefore(this.renewAt) && !this.renewAt.isAfter(now.plus(RENEWAL))) {
			return true;
		}
		long from = takeTurn(now, now.plus(TURN));
		if (from < 0 && now.isBefore(this.withoutTurnSince.plus(MAX_TIME_WITHOUT_TURN))) {
			return false;
		}
		if (this.round == null && from >= 0) {
			this.next = from;
		}
		this.renewAt = now.plus(RENEWAL);
		return true;
	}

	private long takeTurn(Instant now, Instant until) {
		try {
			return this.store.takeVerificationTurn(this.node, this.next, now, until);
		}
		catch (AuditStoreException ex) {
			// what cannot be agreed upon is no reason not to verify
			this.state = this.state.failed();
			return this.next;
		}
	}

	/**
	 * Let another node go on, since this one ends.
	 */
	void end() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.renewAt)) {
			long ignored = takeTurn(now, now);
			this.renewAt = Instant.MIN;
		}
	}

}

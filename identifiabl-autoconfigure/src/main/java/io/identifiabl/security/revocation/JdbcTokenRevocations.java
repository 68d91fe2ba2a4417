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

package io.identifiabl.security.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.Revocation.Kind;
import io.identifiabl.revocation.TokenRevocationRegistry;

/**
 * Revocations in a table that all nodes read. Thread-safe, and asking it never reaches
 * the database.
 * <p>
 * A revocation holds at once on the node that makes it, and on the others as soon as they
 * have called {@link #refresh()}, which somebody has to do periodically: with an interval
 * of one second within two, as long as the database answers within one. While the
 * database cannot be reached what is known stays in force, and for the stale window
 * nothing else is taken to be revoked. After it nobody can tell any more.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class JdbcTokenRevocations implements TokenRevocationRegistry {

	private static final Duration DELETE_INTERVAL = Duration.ofMinutes(10);

	// for nodes whose clocks are behind
	private static final Duration DELETE_DELAY = Duration.ofHours(1);

	private final Log logger = LogFactory.getLog(getClass());

	private final RevocationTable table;

	private final InMemoryTokenRevocations known;

	private final boolean required;

	private final Duration staleWindow;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final ReadPosition position;

	private final long createdAt;

	private volatile @Nullable Long readAt;

	private volatile @Nullable String lastError;

	private long lastUnreadable;

	private long deletedAt;

	/**
	 * Create a registry that knows nothing yet.
	 * @param dataSource the database
	 * @param tableName the table in it
	 * @param known what this node knows; it must be used by nobody else
	 * @param required whether nothing is good until the table has been read for the first
	 * time; otherwise nothing is revoked until then
	 * @param staleWindow for how long to go on without having read the table
	 * @param clock the clock that tokens expire by
	 * @param nanoTime a clock that is never set, for example {@code System::nanoTime}
	 */
	public JdbcTokenRevocations(DataSource dataSource, String tableName, InMemoryTokenRevocations known,
			boolean required, Duration staleWindow, Clock clock, LongSupplier nanoTime) {
		this.table = new RevocationTable(dataSource, tableName);
		this.known = known;
		this.required = required;
		this.staleWindow = staleWindow;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.position = new ReadPosition(nanoTime);
		this.createdAt = nanoTime.getAsLong();
		this.deletedAt = this.createdAt;
	}

	@Override
	public boolean isRevoked(Identity identity, @Nullable Instant issuedAt) {
		if (this.known.isRevoked(identity, issuedAt)) {
			return true;
		}
		if (!isUsable()) {
			throw new IllegalStateException("revocations have not been read from the database "
					+ ((this.readAt != null) ? "for longer than " + this.staleWindow : "yet"));
		}
		return false;
	}

	/**
	 * Revoke tokens, on this node before anything else. It is written on a connection of
	 * its own: rolling back a transaction of the caller does not undo it.
	 * @throws org.springframework.dao.DataAccessException if it could not be written, so
	 * that other nodes do not know it. It holds here nevertheless.
	 */
	@Override
	public void revoke(Revocation revocation) {
		Instant expiresAt = this.known.getExpiry(revocation);
		this.known.revoke(revocation, expiresAt);
		this.table.insert(revocation, expiresAt);
	}

	/**
	 * Return whether the table is there.
	 * @return whether it can be read
	 * @throws RuntimeException if the database cannot be reached
	 */
	public boolean isTablePresent() {
		return this.table.exists();
	}

	/**
	 * Read what other nodes revoked. If that fails what is known stays in force. To be
	 * called by one thread at a time.
	 */
	public void refresh() {
		try {
			long highestId = this.table.getHighestId();
			long start = this.position.getStart(highestId);
			this.table.readAfter(start, this.clock.instant(), this::remember);
			this.position.advance(start, highestId);
			succeeded();
		}
		catch (RuntimeException ex) {
			failed(ex);
			return;
		}
		deleteExpired();
	}

	/**
	 * Return how well this node knows what has been revoked.
	 * @return the state
	 */
	public JdbcRevocationsState getState() {
		Long readAt = this.readAt;
		Duration age = (readAt != null) ? Duration.ofNanos(this.nanoTime.getAsLong() - readAt) : null;
		return new JdbcRevocationsState(isUsable(), isOverdue(readAt), this.known.size(), age, this.lastError);
	}

	private boolean isUsable() {
		Long readAt = this.readAt;
		return (readAt != null) ? !isOverdue(readAt) : !this.required;
	}

	// by the last read and not by failures: a thread that hangs does not fail
	private boolean isOverdue(@Nullable Long readAt) {
		long since = (readAt != null) ? readAt : this.createdAt;
		return this.nanoTime.getAsLong() - since > this.staleWindow.toNanos();
	}

	private void remember(ResultSet row) throws SQLException {
		try {
			Kind kind = Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
			Instant revokedAt = Instant.ofEpochSecond(row.getLong("revoked_at"));
			this.known.revoke(Revocation.of(kind, row.getString("issuer"), row.getString("revoked_value"), revokedAt),
					Instant.ofEpochSecond(row.getLong("expires_at")));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			// one row must not keep the others from being known
			warnOnce(row.getLong("id"));
		}
	}

	private void warnOnce(long id) {
		if (id > this.lastUnreadable) {
			this.lastUnreadable = id;
			this.logger.warn("The revocation with the id " + id + " cannot be read and has no effect.");
		}
	}

	private void succeeded() {
		this.readAt = this.nanoTime.getAsLong();
		if (this.lastError != null) {
			this.logger.info("Revocations can be read again.");
			this.lastError = null;
		}
	}

	private void failed(RuntimeException failure) {
		if (this.lastError == null) {
			this.logger
				.warn("Revocations cannot be read; those that are known stay in force. If this lasts longer than "
						+ this.staleWindow + ", tokens are answered with 503.", failure);
		}
		this.lastError = failure.getClass().getSimpleName();
	}

	private void deleteExpired() {
		if (this.nanoTime.getAsLong() - this.deletedAt < DELETE_INTERVAL.toNanos()) {
			return;
		}
		this.deletedAt = this.nanoTime.getAsLong();
		try {
			this.table.deleteExpired(this.clock.instant().minus(DELETE_DELAY));
		}
		catch (RuntimeException ex) {
			// another node may be at it; they do no harm until the next time
			this.logger.debug("Expired revocations could not be deleted", ex);
		}
	}

}

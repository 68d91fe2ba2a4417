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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;

/**
 * Stores entries of which the store did not take all together, one by one. One that no
 * store takes must not keep all others from it; and yet none is given up because a store
 * takes nothing for a while. So an entry is given up only if the store takes others.
 *
 * @author Identifiabl Contributors
 */
final class SingleEntries {

	private final AuditStore store;

	private final Function<LogEntry, Attempt> storing;

	SingleEntries(AuditStore store, Function<LogEntry, Attempt> storing) {
		this.store = store;
		this.storing = storing;
	}

	/**
	 * Store entries.
	 * @param entries the entries
	 * @return those that no attempt will ever store, {@code null} if all have to be tried
	 * again
	 */
	@Nullable List<LogEntry> store(List<LogEntry> entries) {
		try {
			return tryAll(entries, this.store.getFrontier().getSize());
		}
		catch (AuditStoreException ex) {
			return null;
		}
	}

	private @Nullable List<LogEntry> tryAll(List<LogEntry> entries, long size) {
		List<Refused> refused = new ArrayList<>();
		boolean othersAreTaken = false;
		for (LogEntry entry : entries) {
			Attempt attempt = this.storing.apply(entry);
			AuditStoreException failure = attempt.failure();
			if (failure != null && isOfStore(failure)) {
				return null;
			}
			if (failure != null) {
				refused.add(new Refused(entry, failure.getKind()));
			}
			// one that had been stored before tells nothing
			othersAreTaken |= attempt.indices().stream().anyMatch((index) -> index >= size);
		}
		List<LogEntry> givenUp = new ArrayList<>();
		for (Refused entry : refused) {
			if (!othersAreTaken && !(entry.kind() == Kind.RECORD && isWritable())) {
				return null;
			}
			AuditStoreException failure = this.storing.apply(entry.entry()).failure();
			if (failure != null && isOfStore(failure)) {
				return null;
			}
			if (failure != null && !isWritable()) {
				return null;
			}
			if (failure != null) {
				givenUp.add(entry.entry());
			}
		}
		return givenUp;
	}

	private static boolean isOfStore(AuditStoreException failure) {
		return switch (failure.getKind()) {
			case STORE, DENIED, LOG -> true;
			case RECORD, UNKNOWN -> false;
		};
	}

	private boolean isWritable() {
		try {
			this.store.probe();
			return true;
		}
		catch (AuditStoreException ex) {
			return false;
		}
	}

	/**
	 * An attempt to store entries.
	 *
	 * @param indices where they are, none if they could not be stored
	 * @param failure why not, {@code null} if they could
	 */
	record Attempt(List<Long> indices, @Nullable AuditStoreException failure) {
	}

	private record Refused(LogEntry entry, Kind kind) {
	}

}

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

package io.identifiabl.actuate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.Resource;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.actuate.TrailExports.Format;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.json.CanonicalJson;

/**
 * Answers questions about many records: a page of them, their number, an export. Each is
 * about what its reader may see, and is recorded before it is answered.
 *
 * @author Identifiabl Contributors
 */
final class TrailQuestions {

	private static final int CONFLICT = 409;

	// several at a time would take the connections that records are written with
	private static final int TURNS = 2;

	private static final int PAGES = 3;

	private static final int WAIT_SECONDS = 30;

	// each keeps the thread of a request for as long as it takes
	private static final int LONG_QUESTIONS = 4;

	private final AuditTrail trail;

	private final AuditAccess access;

	private final AuditCursors cursors;

	private final TrailExports exports;

	private final Semaphore turns = new Semaphore(TURNS, true);

	private final Semaphore pages = new Semaphore(PAGES, true);

	private final Semaphore longQuestions = new Semaphore(LONG_QUESTIONS);

	TrailQuestions(AuditTrail trail, AuditAccess access, AuditCursors cursors, TrailExports exports) {
		this.trail = trail;
		this.access = access;
		this.cursors = cursors;
		this.exports = exports;
	}

	WebEndpointResponse<?> find(Map<String, String[]> parameters, Consumer<Map<String, Object>> recorder)
			throws InvalidFilterException {
		AuditFilters filters = AuditFilters.of(parameters, Set.of(AuditFilters.LIMIT));
		long limit = filters.limit(AuditQuery.MAX_LIMIT, AuditQuery.all().getLimit());
		AuditQuery query = ask(filters, recorder).limit((int) limit);
		AuditPage page = findInTurn(query, this.pages);
		StringJoiner events = new StringJoiner(",", "{\"events\":[", "],");
		page.records().forEach((record) -> events.add(AnsweredRecords.format(record).stripTrailing()));
		return TrailResponses.json(events + rest(new LinkedHashMap<>(), page.next(), query).substring(1));
	}

	WebEndpointResponse<?> count(Map<String, String[]> parameters, Consumer<Map<String, Object>> recorder)
			throws InvalidFilterException {
		AuditFilters filters = AuditFilters.of(parameters, Set.of(AuditFilters.BY));
		TrailCounts counts = new TrailCounts(filters.getAll(AuditFilters.BY));
		AuditQuery query = ask(filters, recorder);
		if (!this.longQuestions.tryAcquire()) {
			return busy();
		}
		try {
			Long next = counts.count(this::findInTurn, query, TrailCounts.MAX_RECORDS);
			return TrailResponses.json(rest(counts.toMap(), next, query));
		}
		finally {
			this.longQuestions.release();
		}
	}

	WebEndpointResponse<?> export(Map<String, String[]> parameters, Consumer<Map<String, Object>> recorder)
			throws InvalidFilterException, IOException, InvalidRecordException {
		AuditFilters filters = AuditFilters.of(parameters, Set.of(AuditFilters.FORMAT, AuditFilters.LIMIT));
		Format format = TrailExports.format(filters.get(AuditFilters.FORMAT));
		if (format == null) {
			throw new InvalidFilterException("'format' is ndjson, csv, ocsf, otel or bundle.");
		}
		long limit = filters.limit(Long.MAX_VALUE, Long.MAX_VALUE);
		AuditQuery query = ask(filters, recorder);
		if (!this.longQuestions.tryAcquire()) {
			return busy();
		}
		boolean begun = false;
		try {
			Resource export = this.exports.export(this::findInTurn, query, format, limit, this.longQuestions::release);
			begun = true;
			return new WebEndpointResponse<>(export, format.contentType());
		}
		finally {
			if (!begun) {
				this.longQuestions.release();
			}
		}
	}

	private static WebEndpointResponse<?> busy() {
		return TrailResponses.problem(CONFLICT, "export_running",
				"As many exports and counts as may run at a time are running already.");
	}

	// of whoever asks, and recorded
	private AuditQuery ask(AuditFilters filters, Consumer<Map<String, Object>> recorder) throws InvalidFilterException {
		AuditQuery query = this.access.restrict(filters.toQuery());
		String cursor = filters.get(AuditFilters.CURSOR);
		String before = filters.get(AuditFilters.BEFORE);
		String after = filters.get(AuditFilters.AFTER);
		recorder.accept(filters.toMap());
		if (after != null) {
			query = query.after(locate(after));
		}
		if (before != null) {
			query = query.before(locate(before));
		}
		if (cursor != null) {
			query = query.before(Math.min(query.getBefore(), this.cursors.read(cursor, query)));
		}
		return query;
	}

	// a record that the caller may not see is in no place
	private long locate(String id) throws InvalidFilterException {
		AuditRecord record = this.trail.find(id);
		if (record == null || !this.access.restrict(AuditQuery.all()).matches(record)) {
			throw new InvalidFilterException("'before' and 'after' are ids of records that are there.");
		}
		return record.index();
	}

	// a page at a time, whoever waits for what
	private AuditPage findInTurn(AuditQuery query) {
		return findInTurn(query, this.turns);
	}

	private AuditPage findInTurn(AuditQuery query, Semaphore turn) {
		boolean acquired = false;
		try {
			acquired = turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
			if (!acquired) {
				throw new AuditUnavailableException("Others read the audit trail");
			}
			return this.trail.find(query);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AuditUnavailableException("Nobody waited for the audit trail", ex);
		}
		finally {
			if (acquired) {
				turn.release();
			}
		}
	}

	private String rest(Map<String, Object> answer, @Nullable Long next, AuditQuery query) {
		SignedNote checkpoint = this.trail.getCheckpoint();
		answer.put("checkpoint", (checkpoint != null) ? checkpoint.toString() : "");
		if (next != null) {
			answer.put("next", this.cursors.write(next, query));
		}
		return CanonicalJson.format(answer);
	}

}

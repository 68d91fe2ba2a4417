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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.verify.InvalidEvidenceException;
import io.identifiabl.audit.verify.LogTiles;
import io.identifiabl.audit.verify.TilePath;
import io.identifiabl.audit.verify.TlogProof;
import io.identifiabl.audit.verify.VerificationReport;
import io.identifiabl.identity.Issuer;
import io.identifiabl.operation.OperationRecorder;

/**
 * Finds, proves, exports, verifies and erases records of the audit trail. Whatever is
 * done here is recorded before it is done. It is there for the web only, since what a
 * caller may see depends on the caller's token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@WebEndpoint(id = "audittrail")
public final class AuditTrailEndpoint {

	private static final int CONFLICT = 409;

	private final DurableAuditTrail trail;

	private final OperationRecorder recorder;

	private final AuditAccess access;

	private final TrailVerification verification;

	private final TrailExports exports;

	private final TrailQuestions questions;

	private final boolean legalHold;

	private final Semaphore exporting = new Semaphore(1);

	/**
	 * Create the endpoint.
	 * @param trail the trail
	 * @param recorder records what is done here
	 * @param access decides who may do it
	 * @param verification verifies the log
	 * @param cursorSecrets what cursors are signed with, the same on all nodes; none if
	 * each node knows its own alone
	 * @param legalHold whether nothing may be erased
	 */
	public AuditTrailEndpoint(DurableAuditTrail trail, OperationRecorder recorder, AuditAccess access,
			TrailVerification verification, List<byte[]> cursorSecrets, boolean legalHold) {
		this.trail = trail;
		this.recorder = recorder;
		this.access = access;
		this.verification = verification;
		this.exports = new TrailExports(trail.getStore());
		this.questions = new TrailQuestions(trail, access, new AuditCursors(cursorSecrets), this.exports);
		this.legalHold = legalHold;
	}

	/**
	 * Find records, newest first. The parameters of the request are the filters.
	 * @return a page of them
	 */
	@ReadOperation
	public WebEndpointResponse<?> find() {
		return answer(() -> this.questions.find(parameters(), (what) -> record(EventTypes.QUERIED, what)));
	}

	/**
	 * Return a record, the latest {@code checkpoint}, a {@code count} of records, or an
	 * {@code export}.
	 * @param id the id of a record, or one of these words
	 * @return what was asked for
	 */
	@ReadOperation(produces = { "application/json", "application/problem+json", "text/plain", "application/x-ndjson",
			"text/csv", "application/zip" })
	public WebEndpointResponse<?> get(@Selector String id) {
		return answer(() -> switch (id) {
			case "checkpoint" -> checkpoint();
			case "count" -> this.questions.count(parameters(), (what) -> record(EventTypes.QUERIED, what));
			case "export" -> export(parameters());
			default -> {
				AuditRecord record = visible(id);
				yield (record != null) ? TrailResponses.json(AnsweredRecords.format(record).stripTrailing())
						: TrailResponses.notFound();
			}
		});
	}

	/**
	 * Return a part of a record: its {@code proof} (C2SP tlog-proof), or the {@code leaf}
	 * that this is a proof for. Or return a {@code tile} of the log (C2SP tlog-tiles).
	 * @param id the id of the record, or {@code tile}
	 * @param path the part, or the path of the tile
	 * @return what was asked for
	 */
	@ReadOperation(
			produces = { "application/json", "application/problem+json", "text/plain", "application/octet-stream" })
	public WebEndpointResponse<?> get(@Selector String id, @Selector(match = Match.ALL_REMAINING) String... path) {
		return answer(() -> {
			if (id.equals("tile")) {
				return tile(path);
			}
			AuditRecord record = (path.length == 1) ? visible(id) : null;
			if (record == null) {
				return TrailResponses.notFound();
			}
			return switch (path[0]) {
				case "proof" -> proof(record);
				case "leaf" -> TrailResponses.json(record.payload());
				default -> TrailResponses.notFound();
			};
		});
	}

	/**
	 * Verify the log, or a part of it and what it takes to reach a signed state. The
	 * parameters {@code from} and {@code to} of the request are indices.
	 * @param action {@code verify}
	 * @return the report
	 */
	@WriteOperation
	public WebEndpointResponse<?> run(@Selector String action) {
		return verify(action, null);
	}

	/**
	 * Verify the log, and that it is a continuation of an older state, which the caller
	 * has kept where no administrator of the database can reach it.
	 * @param action {@code verify}
	 * @param checkpoint the signed note of that state
	 * @return the report
	 */
	@WriteOperation
	public WebEndpointResponse<?> run(@Selector String action, @Nullable String checkpoint) {
		return verify(action, checkpoint);
	}

	private WebEndpointResponse<?> verify(String action, @Nullable String checkpoint) {
		return answer(() -> {
			if (!action.equals("verify")) {
				return TrailResponses.notFound();
			}
			this.access.requireVerify();
			IndexRange range = IndexRange.of(parameters());
			List<Checkpoint> held = held(checkpoint);
			recordVerification(range.given());
			VerificationReport report = this.verification.run(this.trail.getStore(), range.from(), range.to(), held);
			return (report != null) ? TrailResponses.report(report)
					: TrailResponses.problem(CONFLICT, "verification_running", "The log is being verified already.");
		});
	}

	private List<Checkpoint> held(@Nullable String checkpoint) throws InvalidFilterException {
		try {
			return this.verification.getHeld(checkpoint, this.trail.getCheckpoint());
		}
		catch (InvalidNoteException ex) {
			throw new InvalidFilterException("'checkpoint' is not a signed note of this log: " + ex.getMessage() + ".");
		}
	}

	/**
	 * Erase the personal data of a user.
	 * @param issuer the issuer
	 * @param user the user's id, or the subject where the issuer has no other
	 * @param basis why, such as the article of a law; nothing personal
	 * @return the number of records
	 */
	@DeleteOperation
	public WebEndpointResponse<?> erase(String issuer, String user, @Nullable String basis) {
		return answer(() -> {
			this.access.requireErase();
			if (this.legalHold) {
				return TrailResponses.problem(CONFLICT, "legal_hold",
						"Records are under a legal hold, identifiabl.audit.legal-hold.");
			}
			AuditStoreException denied = this.trail.checkMaintenance();
			if (denied != null) {
				return TrailResponses.problem(503, "missing_right", String.valueOf(denied.getMessage()));
			}
			AuditEvent.Builder event = this.recorder.createEvent(EventTypes.SUBJECT_ERASED)
				.with(AuditField.NOTE, basis);
			return TrailResponses.json(Map.of("records", this.trail.erase(erasable(issuer), user, event)));
		});
	}

	// as records have it; an issuer of no tenant, or of all, would erase nothing
	private static String erasable(String issuer) throws InvalidFilterException {
		String name = Issuer.normalize(issuer);
		if (name.isBlank() || Issuer.of(name).isTemplate()) {
			throw new InvalidFilterException("'issuer' is that of the user's tokens, with the tenant in its place.");
		}
		return name;
	}

	// once it is stored, everything that happened before is stored as well
	private void record(String type, Map<String, ?> what) {
		this.trail.require(describe(type, what), Urgency.AWAITED);
	}

	private AuditEvent describe(String type, Map<String, ?> what) {
		return this.recorder.createEvent(type)
			.with(AuditField.ACTION, "read")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.DATA, what.isEmpty() ? null : what)
			.build();
	}

	// a log that is not what was signed is the one to verify, and takes no promises
	private void recordVerification(Map<String, ?> what) {
		if (this.trail.getCheckpointerState().trouble() == null) {
			record(EventTypes.VERIFIED, what);
			return;
		}
		CompletableFuture<Long> ignored = this.trail.append(describe(EventTypes.VERIFIED, what), Urgency.ORDINARY);
	}

	private @Nullable AuditRecord visible(String id) {
		AuditQuery query = this.access.restrict(AuditQuery.all());
		record(EventTypes.QUERIED, Map.of("id", id));
		AuditRecord record = this.trail.find(id);
		return (record != null && query.matches(record)) ? record : null;
	}

	// hashes tell nothing; leaves are the records of everybody
	private WebEndpointResponse<?> tile(String... segments) {
		TilePath path = TilePath.parse(List.of(segments));
		if (path != null && path.level() == TilePath.ENTRIES) {
			this.access.requireReadAll();
			record(EventTypes.EXPORTED, Map.of("tile", path.toString()));
		}
		else {
			this.access.restrict(AuditQuery.all());
		}
		byte[] tile = (path != null) ? LogTiles.read(this.trail.getStore(), path) : null;
		return (tile != null) ? TrailResponses.bytes(tile) : TrailResponses.noTile();
	}

	private WebEndpointResponse<?> checkpoint() {
		this.access.restrict(AuditQuery.all());
		SignedNote checkpoint = this.trail.getCheckpoint();
		return (checkpoint != null) ? TrailResponses.text(checkpoint.toString()) : TrailResponses.notSigned();
	}

	private WebEndpointResponse<?> proof(AuditRecord record) throws InvalidNoteException {
		SignedNote checkpoint = this.trail.getCheckpoint();
		long size = (checkpoint != null) ? Checkpoint.parse(checkpoint.getText()).size() : 0;
		if (checkpoint == null || size <= record.index()) {
			return TrailResponses.notSigned();
		}
		return TrailResponses.text(TlogProof.write(this.trail.prove(record.index(), size), checkpoint));
	}

	private WebEndpointResponse<?> export(Map<String, String[]> parameters)
			throws InvalidFilterException, IOException, InvalidRecordException, InvalidEvidenceException {
		String[] formats = parameters.getOrDefault(AuditFilters.FORMAT, new String[0]);
		if (!List.of(formats).contains(TrailExports.BUNDLE)) {
			return this.questions.export(parameters, (what) -> record(EventTypes.EXPORTED, what));
		}
		AuditFilters filters = AuditFilters.of(parameters, Set.of(AuditFilters.FORMAT));
		if (!filters.hasOnly(AuditFilters.FORMAT)) {
			throw new InvalidFilterException("A bundle is the whole log, and takes no filters.");
		}
		this.access.requireReadAll();
		return exportBundle(filters);
	}

	// several at a time would take the connections that records are written with
	private WebEndpointResponse<?> exportBundle(AuditFilters filters) throws IOException, InvalidEvidenceException {
		if (!this.exporting.tryAcquire()) {
			return TrailResponses.problem(CONFLICT, "export_running", "A bundle is being exported already.");
		}
		try {
			record(EventTypes.EXPORTED, filters.toMap());
			SignedNote checkpoint = this.trail.getCheckpoint();
			return (checkpoint != null)
					? new WebEndpointResponse<>(this.exports.exportBundle(checkpoint), TrailExports.ZIP)
					: TrailResponses.notSigned();
		}
		finally {
			this.exporting.release();
		}
	}

	private static Map<String, String[]> parameters() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest().getParameterMap() : Map.of();
	}

	private static WebEndpointResponse<?> answer(Operation operation) {
		try {
			return operation.run();
		}
		catch (InvalidFilterException ex) {
			return TrailResponses.problem(400, "invalid_filter", String.valueOf(ex.getMessage()));
		}
		catch (AuditUnavailableException | AuditStoreException ex) {
			return TrailResponses.problem(503, "audit_unavailable", "The audit trail is not available.");
		}
		catch (IOException | InvalidRecordException | InvalidEvidenceException | InvalidNoteException ex) {
			return TrailResponses.problem(500, "export_failed", "The log is not what it should be. Verify it.");
		}
	}

	/**
	 * Something that can fail in the ways in which this endpoint can.
	 */
	@FunctionalInterface
	private interface Operation {

		WebEndpointResponse<?> run() throws InvalidFilterException, IOException, InvalidRecordException,
				InvalidEvidenceException, InvalidNoteException;

	}

}

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
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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
import org.springframework.core.io.Resource;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.actuate.TrailExports.Format;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
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
import io.identifiabl.audit.json.CanonicalJson;
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

	private final boolean legalHold;

	private final Semaphore exporting = new Semaphore(1);

	/**
	 * Create the endpoint.
	 * @param trail the trail
	 * @param recorder records what is done here
	 * @param access decides who may do it
	 * @param verification verifies the log
	 * @param legalHold whether nothing may be erased
	 */
	public AuditTrailEndpoint(DurableAuditTrail trail, OperationRecorder recorder, AuditAccess access,
			TrailVerification verification, boolean legalHold) {
		this.trail = trail;
		this.recorder = recorder;
		this.access = access;
		this.verification = verification;
		this.exports = new TrailExports(trail::find, trail.getStore());
		this.legalHold = legalHold;
	}

	/**
	 * Find records, newest first. The parameters of the request are the filters.
	 * @return a page of them
	 */
	@ReadOperation
	public WebEndpointResponse<?> find() {
		return answer(() -> {
			AuditFilters filters = filters();
			AuditQuery query = this.access.restrict(filters.toQuery());
			record(EventTypes.QUERIED, filters.toMap());
			return TrailResponses.json(page(this.trail.find(query), filters));
		});
	}

	/**
	 * Return a record, the latest {@code checkpoint}, or an {@code export}.
	 * @param id the id of a record, or one of these words
	 * @return what was asked for
	 */
	@ReadOperation(produces = { "application/json", "application/problem+json", "text/plain", "application/x-ndjson",
			"text/csv", "application/zip" })
	public WebEndpointResponse<?> get(@Selector String id) {
		return answer(() -> switch (id) {
			case "checkpoint" -> checkpoint();
			case "export" -> exportAlone(filters());
			default -> {
				AuditRecord record = visible(id);
				yield (record != null) ? TrailResponses.json(line(record)) : TrailResponses.notFound();
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
	private void record(String type, Map<String, String> what) {
		this.trail.require(describe(type, what), Urgency.AWAITED);
	}

	private AuditEvent describe(String type, Map<String, String> what) {
		return this.recorder.createEvent(type)
			.with(AuditField.ACTION, "read")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.DATA, what.isEmpty() ? null : what)
			.build();
	}

	// a log that is not what was signed is the one to verify, and takes no promises
	private void recordVerification(Map<String, String> what) {
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

	// several at a time would take the connections that records are written with
	private WebEndpointResponse<?> exportAlone(AuditFilters filters)
			throws InvalidFilterException, IOException, InvalidRecordException, InvalidEvidenceException {
		if (!this.exporting.tryAcquire()) {
			return TrailResponses.problem(CONFLICT, "export_running", "Something is being exported already.");
		}
		try {
			return export(filters);
		}
		finally {
			this.exporting.release();
		}
	}

	private WebEndpointResponse<?> export(AuditFilters filters)
			throws InvalidFilterException, IOException, InvalidRecordException, InvalidEvidenceException {
		if (TrailExports.BUNDLE.equals(filters.getFormat())) {
			this.access.requireReadAll();
			record(EventTypes.EXPORTED, filters.toMap());
			SignedNote checkpoint = this.trail.getCheckpoint();
			return (checkpoint != null)
					? new WebEndpointResponse<>(this.exports.exportBundle(checkpoint), TrailExports.ZIP)
					: TrailResponses.notSigned();
		}
		Format format = TrailExports.format(filters.getFormat());
		if (format == null) {
			throw new InvalidFilterException("'format' is ndjson, csv, ocsf, otel or bundle.");
		}
		AuditQuery query = this.access.restrict(filters.toQuery());
		record(EventTypes.EXPORTED, filters.toMap());
		Resource export = this.exports.export(query, format);
		return (export != null) ? new WebEndpointResponse<>(export, format.contentType()) : TrailResponses.problem(413,
				"export_too_large", "There are more than 100000 records. Use from and to.");
	}

	private String page(AuditPage page, AuditFilters filters) {
		StringJoiner events = new StringJoiner(",", "{\"events\":[", "],");
		page.records().forEach((record) -> events.add(line(record)));
		Map<String, Object> rest = new LinkedHashMap<>();
		SignedNote checkpoint = this.trail.getCheckpoint();
		rest.put("checkpoint", (checkpoint != null) ? checkpoint.toString() : "");
		if (page.next() != null) {
			rest.put("next", filters.cursor(page.next()));
		}
		return events + CanonicalJson.format(rest).substring(1);
	}

	private static String line(AuditRecord record) {
		return AnsweredRecords.format(record).stripTrailing();
	}

	private static AuditFilters filters() throws InvalidFilterException {
		return AuditFilters.of(parameters());
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

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

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.export.AuditExport;
import io.identifiabl.audit.export.CsvExport;
import io.identifiabl.audit.export.NdjsonExport;
import io.identifiabl.audit.export.OcsfExport;
import io.identifiabl.audit.export.OtelExport;
import io.identifiabl.audit.verify.EvidenceBundle;
import io.identifiabl.audit.verify.InvalidEvidenceException;

/**
 * Exports records into a file that is gone once it has been read.
 *
 * @author Identifiabl Contributors
 */
final class TrailExports {

	static final String BUNDLE = "bundle";

	static final MimeType ZIP = MimeType.valueOf("application/zip");

	private static final MimeType NDJSON = MimeType.valueOf("application/x-ndjson");

	private static final MimeType CSV = MimeType.valueOf("text/csv;charset=UTF-8");

	// in a file, so that the limit is only for what a reader can make of it
	private static final int MAX_RECORDS = 100_000;

	private static final Map<String, Format> FORMATS = formats();

	private final Function<AuditQuery, AuditPage> records;

	private final AuditStore store;

	/**
	 * Create an instance.
	 * @param records finds records, and checks them
	 * @param store the log
	 */
	TrailExports(Function<AuditQuery, AuditPage> records, AuditStore store) {
		this.records = records;
		this.store = store;
	}

	private static Map<String, Format> formats() {
		Map<String, Format> formats = new LinkedHashMap<>();
		formats.put("ndjson", new Format(new NdjsonExport(true), NDJSON));
		formats.put("csv", new Format(new CsvExport(true), CSV));
		formats.put("ocsf", new Format(new OcsfExport(true), NDJSON));
		formats.put("otel", new Format(new OtelExport(true), NDJSON));
		return formats;
	}

	static @Nullable Format format(@Nullable String name) {
		return (name != null) ? FORMATS.get(name) : null;
	}

	/**
	 * Export what a query finds, all pages of it, newest first.
	 * @param query the query
	 * @param format the format
	 * @return the export, {@code null} if it would be too large
	 */
	@Nullable Resource export(AuditQuery query, Format format) throws IOException, InvalidRecordException {
		Path file = Files.createTempFile("identifiabl-audit-", ".export");
		boolean done = false;
		try (Writer writer = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
			writer.write(format.export().getHeader());
			done = write(query.limit(AuditQuery.MAX_LIMIT), format.export(), writer);
		}
		finally {
			if (!done) {
				Files.delete(file);
			}
		}
		return done ? open(file) : null;
	}

	private boolean write(AuditQuery query, AuditExport export, Writer writer)
			throws IOException, InvalidRecordException {
		int count = 0;
		Long before = query.getBefore();
		while (before != null) {
			AuditPage page = this.records.apply(query.before(before));
			for (AuditRecord record : page.records()) {
				if (++count > MAX_RECORDS) {
					return false;
				}
				writer.write(format(record, export));
			}
			before = page.next();
		}
		return true;
	}

	// only our own format can say that a record was changed
	private static String format(AuditRecord record, AuditExport export) throws IOException, InvalidRecordException {
		if (export instanceof NdjsonExport) {
			return AnsweredRecords.format(record);
		}
		if (record.findFault() != null) {
			throw new IOException("the record at " + record.index() + " was changed");
		}
		return export.format(record);
	}

	/**
	 * Export the whole log as evidence, without personal data.
	 * @param checkpoint what was signed
	 * @return the zip file
	 */
	Resource exportBundle(SignedNote checkpoint) throws IOException, InvalidEvidenceException {
		Path file = Files.createTempFile("identifiabl-audit-", ".zip");
		boolean done = false;
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			EvidenceBundle.write(this.store, checkpoint, out);
			done = true;
		}
		finally {
			if (!done) {
				Files.delete(file);
			}
		}
		return open(file);
	}

	private static Resource open(Path file) throws IOException {
		return new InputStreamResource(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
	}

	/**
	 * A format that records can be exported in.
	 *
	 * @param export writes it
	 * @param contentType its media type
	 */
	record Format(AuditExport export, MimeType contentType) {
	}

}

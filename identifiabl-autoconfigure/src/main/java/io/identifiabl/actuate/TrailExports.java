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
import java.io.IOException;
import java.io.OutputStream;
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
 * Exports records as a stream, and the whole log in a file that is gone once it has been
 * read.
 *
 * @author Identifiabl Contributors
 */
final class TrailExports {

	static final String BUNDLE = "bundle";

	static final MimeType ZIP = MimeType.valueOf("application/zip");

	private static final MimeType NDJSON = MimeType.valueOf("application/x-ndjson");

	private static final MimeType CSV = MimeType.valueOf("text/csv;charset=UTF-8");

	private static final Map<String, Format> FORMATS = formats();

	private final AuditStore store;

	/**
	 * Create an instance.
	 * @param store the log
	 */
	TrailExports(AuditStore store) {
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
	 * @param records finds records, and checks them
	 * @param query the query
	 * @param format the format
	 * @param limit the most records
	 * @param end is run once, when the export is closed or nobody can read it any more
	 * @return the export, of which the beginning has been read
	 */
	Resource export(Function<AuditQuery, AuditPage> records, AuditQuery query, Format format, long limit, Runnable end)
			throws IOException, InvalidRecordException {
		return new InputStreamResource(ExportStream.open(records, query, format.export(), limit).onEnd(end));
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

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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.export.AuditExport;
import io.identifiabl.audit.export.NdjsonExport;

/**
 * Records in a format, read page by page while they are sent: no more than a page is in
 * memory, and nothing is held in the store between two pages. What goes wrong after the
 * beginning ends the response without its end.
 *
 * @author Identifiabl Contributors
 */
final class ExportStream extends InputStream {

	// what is read before anything is sent, so that a small export either is complete or
	// is none
	private static final int FIRST_LENGTH = 1 << 20;

	private static final int LENGTH = 1 << 16;

	private static final int BYTE = 0xFF;

	private static final Cleaner CLEANER = Cleaner.create();

	private final Function<AuditQuery, AuditPage> pages;

	private final AuditQuery query;

	private final AuditExport export;

	private long remaining;

	private @Nullable Long next;

	private Iterator<AuditRecord> records = Collections.emptyIterator();

	private byte[] buffer = new byte[0];

	private int position;

	private Cleaner.@Nullable Cleanable end;

	private ExportStream(Function<AuditQuery, AuditPage> pages, AuditQuery query, AuditExport export, long limit) {
		this.pages = pages;
		this.query = query.limit((int) Math.min(AuditQuery.MAX_LIMIT, limit));
		this.next = query.getBefore();
		this.export = export;
		this.remaining = limit;
	}

	/**
	 * Begin an export.
	 * @param pages finds records, and checks them
	 * @param query the query
	 * @param export the format
	 * @param limit the most records
	 * @return the export, of which the beginning has been read
	 */
	static ExportStream open(Function<AuditQuery, AuditPage> pages, AuditQuery query, AuditExport export, long limit)
			throws IOException, InvalidRecordException {
		ExportStream stream = new ExportStream(pages, query, export, limit);
		ByteArrayOutputStream first = new ByteArrayOutputStream();
		first.writeBytes(export.getHeader().getBytes(StandardCharsets.UTF_8));
		stream.fill(first, FIRST_LENGTH);
		return stream;
	}

	/**
	 * Set what is run once when the export is over: when it is closed, or, if that is
	 * forgotten, when nobody can read it any more.
	 * @param action the action, which must not know this stream
	 * @return this stream
	 */
	ExportStream onEnd(Runnable action) {
		this.end = CLEANER.register(this, action);
		return this;
	}

	@Override
	public void close() {
		if (this.end != null) {
			this.end.clean();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & BYTE;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return 0;
		}
		if (this.position == this.buffer.length) {
			readMore();
		}
		int count = Math.min(length, this.buffer.length - this.position);
		System.arraycopy(this.buffer, this.position, bytes, offset, count);
		this.position += count;
		return (count > 0) ? count : -1;
	}

	private void readMore() throws IOException {
		try {
			fill(new ByteArrayOutputStream(), LENGTH);
		}
		catch (RuntimeException | IOException | InvalidRecordException ex) {
			throw new BrokenExportException(ex);
		}
	}

	private void fill(ByteArrayOutputStream out, int length) throws IOException, InvalidRecordException {
		while (out.size() < length && hasNext()) {
			out.writeBytes(format(this.records.next(), this.export).getBytes(StandardCharsets.UTF_8));
			this.remaining--;
		}
		this.buffer = out.toByteArray();
		this.position = 0;
	}

	private boolean hasNext() {
		while (this.remaining > 0 && !this.records.hasNext() && this.next != null) {
			AuditPage page = this.pages.apply(this.query.before(this.next));
			this.records = page.records().iterator();
			this.next = page.next();
		}
		return this.remaining > 0 && this.records.hasNext();
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

}

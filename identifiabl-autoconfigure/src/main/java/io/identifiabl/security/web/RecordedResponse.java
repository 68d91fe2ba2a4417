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

package io.identifiabl.security.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.security.web.util.OnCommittedResponseWrapper;

import io.identifiabl.security.audit.OperationRecord;

/**
 * A response of which nothing is sent before its operation is recorded.
 *
 * @author Identifiabl Contributors
 */
final class RecordedResponse extends HttpServletResponseWrapper {

	private final RecordingResponse recording;

	RecordedResponse(HttpServletResponse response, OperationRecord record) {
		this(new RecordingResponse(response, record));
	}

	private RecordedResponse(RecordingResponse recording) {
		super(recording);
		this.recording = recording;
	}

	// what is about to be sent is not the status of the response yet
	@Override
	public void sendError(int status) throws IOException {
		this.recording.statusToSend = status;
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		this.recording.statusToSend = status;
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		this.recording.statusToSend = SC_FOUND;
		super.sendRedirect(location);
	}

	/**
	 * Notices when something is about to be sent.
	 */
	private static final class RecordingResponse extends OnCommittedResponseWrapper {

		private final OperationRecord record;

		private int statusToSend;

		RecordingResponse(HttpServletResponse response, OperationRecord record) {
			super(response);
			this.record = record;
		}

		@Override
		protected void onResponseCommitted() {
			this.record.complete((this.statusToSend != 0) ? this.statusToSend : getStatus(), null);
		}

	}

}

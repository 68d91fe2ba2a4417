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

package io.identifiabl.operation;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.security.web.util.OnCommittedResponseWrapper;

import io.identifiabl.audit.AuditUnavailableException;

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

	/**
	 * End the response by recording it, unless that has been done. If it cannot be, the
	 * answer is that, as long as no other one is on its way.
	 * @param request the request
	 */
	void end(HttpServletRequest request) {
		try {
			this.recording.record.complete(getStatus(), null);
		}
		catch (AuditUnavailableException ex) {
			withhold(request);
		}
	}

	private void withhold(HttpServletRequest request) {
		try {
			WithheldAnswer.send(this.recording.record, request, this);
		}
		catch (IOException ex) {
			// the client is gone, and has got nothing
		}
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

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		this.recording.redirect(status);
		super.sendRedirect(location, status);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		this.recording.redirect(SC_FOUND);
		super.sendRedirect(location, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		this.recording.redirect(status);
		super.sendRedirect(location, status, clearBuffer);
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

		// Spring Security's wrapper knows one form of redirect only
		private void redirect(int status) {
			this.statusToSend = status;
			if (!isCommitted()) {
				onResponseCommitted();
			}
		}

		// what an operation sends while it is under way is not how it ends
		@Override
		protected void onResponseCommitted() {
			if (this.record.isUnderWay()) {
				return;
			}
			this.record.complete((this.statusToSend != 0) ? this.statusToSend : getStatus(), null);
		}

	}

}

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

import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.RefusalLog;

/**
 * What a client gets in place of a result whose record could not be stored.
 *
 * @author Identifiabl Contributors
 */
final class WithheldAnswer {

	private static final RefusalLog refusals = new RefusalLog(OperationAuditFilter.class);

	private WithheldAnswer() {
	}

	/**
	 * Send it, unless another answer is on its way.
	 * @param record the record that could not be stored
	 * @param request the request
	 * @param response the response
	 * @return whether it is what the client gets
	 * @throws IOException if it cannot be written
	 */
	static boolean send(OperationRecord record, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (response.isCommitted()) {
			return false;
		}
		record.withheld();
		refusals.log(Problem.AUDIT_UNAVAILABLE, request);
		Problem.AUDIT_UNAVAILABLE.write(request, response);
		return true;
	}

}

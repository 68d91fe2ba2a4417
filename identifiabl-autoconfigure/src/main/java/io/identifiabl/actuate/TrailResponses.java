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

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

import io.identifiabl.audit.verify.VerificationReport;

/**
 * What the endpoint of the audit trail answers with.
 *
 * @author Identifiabl Contributors
 */
final class TrailResponses {

	private static final MimeType JSON = MimeType.valueOf("application/json");

	private static final MimeType TEXT = MimeType.valueOf("text/plain;charset=UTF-8");

	private static final MimeType BYTES = MimeType.valueOf("application/octet-stream");

	private static final MimeType PROBLEM = MimeType.valueOf("application/problem+json");

	private static final int NOT_FOUND = 404;

	private TrailResponses() {
	}

	static WebEndpointResponse<?> json(Object content) {
		return new WebEndpointResponse<>(content, JSON);
	}

	static WebEndpointResponse<?> text(String text) {
		return new WebEndpointResponse<>(text, TEXT);
	}

	static WebEndpointResponse<?> bytes(byte[] bytes) {
		return new WebEndpointResponse<>(bytes, BYTES);
	}

	static WebEndpointResponse<?> report(VerificationReport report) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("valid", report.isValid());
		map.put("firstIndex", report.firstIndex());
		map.put("size", report.size());
		map.put("checked", report.checked());
		if (report.getFirstBadIndex() != null) {
			map.put("firstBadIndex", report.getFirstBadIndex());
		}
		map.put("findings", report.findings().stream().map(String::valueOf).toList());
		map.put("notes", report.notes());
		return json(map);
	}

	static WebEndpointResponse<?> notFound() {
		return problem(NOT_FOUND, "not_found", "There is no such record.");
	}

	static WebEndpointResponse<?> noTile() {
		return problem(NOT_FOUND, "not_found", "The log has no such tile.");
	}

	static WebEndpointResponse<?> notSigned() {
		return problem(NOT_FOUND, "not_signed", "No checkpoint covers this yet. One is signed every second.");
	}

	static WebEndpointResponse<?> problem(int status, String code, String detail) {
		return new WebEndpointResponse<>(Map.of("status", status, "code", code, "detail", detail), status, PROBLEM);
	}

}

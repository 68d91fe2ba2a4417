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

package io.identifiabl.demo;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.jayway.jsonpath.JsonPath;

import io.identifiabl.test.hostile.HostileResponse;
import io.identifiabl.test.hostile.HostileToken;

/**
 * How a row was answered.
 *
 * @param row the row
 * @param token the token that the demo was sent
 * @param ours the demo's answer
 * @param log what the demo logged
 * @param canaryRequests how often the demo called the canary
 * @param stock the answer of the stock resource server
 * @author Identifiabl Contributors
 */
record HostileOutcome(HostileToken row, String token, HostileResponse ours, List<ILoggingEvent> log, int canaryRequests,
		HostileResponse stock) {

	private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");

	// what every resource server has to refuse
	boolean isHostile() {
		return this.row.getExpectedStatus() != 200 && !this.row.isForContainer() && !this.row.isChoice();
	}

	boolean isOddButGood() {
		return this.row.getExpectedStatus() == 200;
	}

	boolean isAcceptedByStock() {
		return this.stock.status() == 200;
	}

	// 5xx, or nothing that tells the client what is wrong; with no token nothing is
	boolean isUnexplainedByStock() {
		boolean missing = "missing_token".equals(this.row.getExpectedCode());
		return !isAcceptedByStock() && (this.stock.status() >= 500 || (stockError().isEmpty() && !missing));
	}

	String expected() {
		return describe(this.row.getExpectedStatus(),
				(this.row.getExpectedCode() != null) ? this.row.getExpectedCode() : "");
	}

	String oursText() {
		return describe(this.ours.status(), oursCode());
	}

	String stockText() {
		return describe(this.stock.status(), stockError());
	}

	String oursCode() {
		return this.ours.body().contains("\"code\":") ? JsonPath.read(this.ours.body(), "$.code") : "";
	}

	private String stockError() {
		Matcher matcher = ERROR.matcher(String.join(" ", this.stock.header("WWW-Authenticate")));
		return matcher.find() ? matcher.group(1) : "";
	}

	private static String describe(int status, String code) {
		return code.isEmpty() ? String.valueOf(status) : status + " `" + code + "`";
	}

	// whether a text has a piece of the token that is long enough to be no coincidence
	boolean hasPieceOfToken(String text) {
		int size = 16;
		for (int i = 0; i + size <= Math.min(this.token.length(), 5000); i++) {
			if (text.contains(this.token.substring(i, i + size))) {
				return true;
			}
		}
		return false;
	}

}

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

package io.identifiabl.demo.faultlab;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of a resource server.
 *
 * @param response the response
 * @param time how long it took
 * @author Identifiabl Contributors
 */
record Answer(HttpResponse<String> response, Duration time) {

	private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");

	private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");

	int status() {
		return this.response.statusCode();
	}

	boolean hasRetryAfter() {
		return this.response.headers().firstValue("Retry-After").isPresent();
	}

	// the status, and the code of the problem or the error of the challenge
	@Override
	public String toString() {
		String code = find(CODE, this.response.body());
		String error = code.isEmpty()
				? find(ERROR, String.join(" ", this.response.headers().allValues("WWW-Authenticate"))) : code;
		return error.isEmpty() ? String.valueOf(status()) : status() + " `" + error + "`";
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : "";
	}

}

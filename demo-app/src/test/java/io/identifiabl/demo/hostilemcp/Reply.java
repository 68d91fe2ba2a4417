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

package io.identifiabl.demo.hostilemcp;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

import io.identifiabl.test.hostile.HostileMessage.Answer;
import io.identifiabl.test.hostile.HostileResponse;

/**
 * What a server answered to a message, and what it logged meanwhile.
 *
 * @param response the response, as much of it as there is if it does not end
 * @param ended whether the response came to its end
 * @param log the lines
 * @author Identifiabl Contributors
 */
record Reply(HostileResponse response, boolean ended, List<ILoggingEvent> log) {

	private static final Pattern INTERNALS = Pattern
		.compile("\\b(java|javax|jakarta|reactor|tools\\.jackson|com\\.fasterxml|org\\.springframework|"
				+ "io\\.modelcontextprotocol|io\\.identifiabl)\\.[a-zA-Z]|[a-z]Exception\\b|stackTrace|\\tat ");

	private static final Pattern BREAKS_A_LINE = Pattern
		.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

	Answer toAnswer() {
		return new Answer(this.response.status(), error(), code(), result());
	}

	private @Nullable Integer error() {
		return (member("$.error") instanceof Map<?, ?> error && error.get("code") instanceof Integer code) ? code
				: null;
	}

	private @Nullable String code() {
		return (member("$.code") instanceof String code) ? code : null;
	}

	private @Nullable String result() {
		if (!(member("$.result") instanceof Map<?, ?> result)) {
			return null;
		}
		return Boolean.TRUE.equals(result.get("isError")) ? "tool-error" : "result";
	}

	private @Nullable Object member(String path) {
		try {
			Object document = JsonPath.parse(json()).json();
			return (document instanceof Map<?, ?> object) ? object.get(path.substring(2)) : null;
		}
		catch (InvalidJsonException | IllegalArgumentException ex) {
			return null;
		}
	}

	// of an event stream the last message
	private String json() {
		String body = this.response.body();
		int data = body.lastIndexOf("data:");
		return (data >= 0 && !body.startsWith("{")) ? body.substring(data + "data:".length()) : body;
	}

	boolean tellsInternals() {
		return INTERNALS.matcher(this.response.body() + String.join("\n", this.response.headers())).find();
	}

	boolean logsRawText() {
		return this.log.stream().anyMatch((event) -> BREAKS_A_LINE.matcher(event.getFormattedMessage()).find());
	}

	boolean logsStackTrace() {
		return this.log.stream().anyMatch((event) -> event.getThrowableProxy() != null);
	}

	static String describe(Answer answer) {
		StringBuilder text = new StringBuilder((answer.status() > 0) ? String.valueOf(answer.status()) : "nothing");
		if (answer.error() != null) {
			text.append(" `").append(answer.error()).append('`');
		}
		if (answer.code() != null) {
			text.append(" `").append(answer.code()).append('`');
		}
		if (answer.result() != null) {
			text.append(' ').append(answer.result().replace('-', ' '));
		}
		return text.toString();
	}

	@Override
	public String toString() {
		return describe(toAnswer()) + (this.ended ? "" : ", does not end")
				+ (tellsInternals() ? ", tells internals" : "") + (logsRawText() ? ", breaks the log line" : "")
				+ (logsStackTrace() ? ", logs a stack trace" : "");
	}

}

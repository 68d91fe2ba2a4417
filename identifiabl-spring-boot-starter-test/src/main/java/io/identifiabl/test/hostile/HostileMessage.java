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

package io.identifiabl.test.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One row of the corpus of MCP messages: how to make a request, and how it has to be
 * answered. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see HostileMessages
 */
public final class HostileMessage {

	private static final String NOBODY = "nobody";

	private final Map<String, Object> row;

	HostileMessage(Map<String, Object> row) {
		this.row = row;
	}

	/**
	 * Return the id.
	 * @return the id, for example {@code M3.2}; it never changes its meaning
	 */
	public String getId() {
		return text("id", "");
	}

	/**
	 * Return the group.
	 * @return the part of the id before the dot
	 */
	public String getGroup() {
		return getId().substring(0, getId().indexOf('.'));
	}

	/**
	 * Return what is odd about it.
	 * @return the title, in Markdown
	 */
	public String getTitle() {
		return text("title", "");
	}

	/**
	 * Return what the specification wants.
	 * @return the answer in words, in Markdown
	 */
	public String getWanted() {
		return text("wants", "");
	}

	/**
	 * Return which servers the row is for.
	 * @return the names of kinds of servers
	 */
	public List<String> getServers() {
		List<String> servers = Corpus.texts(this.row.get("servers"));
		return servers.isEmpty() ? List.of("streamable", "stateless") : servers;
	}

	/**
	 * Return who sends it.
	 * @return the name of a caller, {@code nobody} for one without a token
	 */
	public String getCaller() {
		return text("as", "alice");
	}

	/**
	 * Whether there are servers whose answer to it never ends.
	 * @return whether a client should not wait for the end
	 */
	public boolean isEndless() {
		return Boolean.TRUE.equals(this.row.get("endless"));
	}

	/**
	 * Whether the server's HTTP parser refuses the request, and logs what it likes about
	 * it, so that no application gets to see it.
	 * @return whether it is not for the application to answer
	 */
	public boolean isForContainer() {
		return "container".equals(Corpus.object(this.row.get("expect")).get("by"));
	}

	/**
	 * Return the answer that a server has to give.
	 * @param server the name of a kind of server
	 * @return the answer
	 */
	public Answer getExpected(String server) {
		Map<String, Object> expected = new LinkedHashMap<>(Corpus.object(this.row.get("expect")));
		expected.putAll(Corpus.object(expected.get(server)));
		Number status = (Number) expected.getOrDefault("status", 200);
		Number error = (Number) expected.get("error");
		return new Answer(status.intValue(), (error != null) ? error.intValue() : null, optional(expected, "code"),
				optional(expected, "result"));
	}

	private static @Nullable String optional(Map<String, Object> object, String name) {
		Object value = object.get(name);
		return (value != null) ? value.toString() : null;
	}

	/**
	 * Make the request.
	 * @param issuers the running issuers
	 * @param path the path of the endpoint
	 * @param session the id of a session of the caller, {@code null} for a server without
	 * sessions
	 * @param foreignSession the id of a session of somebody else
	 * @return the request
	 */
	public HostileRequest toRequest(HostileIssuers issuers, String path, @Nullable String session,
			@Nullable String foreignSession) {
		Template template = new Template((name) -> switch (name) {
			case "token" -> HostileMessages.token(issuers, getCaller());
			case "session" -> String.valueOf(session);
			case "foreign-session" -> String.valueOf(foreignSession);
			default -> name.startsWith("token:") ? HostileMessages.token(issuers, name.substring("token:".length()))
					: issuers.value(name, "main");
		});
		List<byte[]> headers = lines(session != null).stream().map(template::bytes).toList();
		return new HostileRequest(text("method", "POST"), template.text(text("path", path)),
				template.text(text("query", "")), headers, template.bytes(text("body", "")), new byte[0]);
	}

	private List<String> lines(boolean withSession) {
		List<String> given = Corpus.texts(this.row.get("headers"));
		List<String> lines = new ArrayList<>();
		if (!NOBODY.equals(getCaller())) {
			lines.add("Authorization: Bearer ${token}");
		}
		if (!this.row.containsKey("method")) {
			lines.add("Content-Type: application/json");
		}
		lines.add("Accept: application/json, text/event-stream");
		if (withSession) {
			lines.add("Mcp-Session-Id: ${session}");
		}
		List<String> without = new ArrayList<>(Corpus.texts(this.row.get("without")));
		given.forEach((line) -> without.add(line.substring(0, Math.max(line.indexOf(':'), 0))));
		lines.removeIf((line) -> without.stream()
			.anyMatch((name) -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")));
		lines.addAll(given);
		return lines;
	}

	private String text(String name, String otherwise) {
		return this.row.getOrDefault(name, otherwise).toString();
	}

	@Override
	public String toString() {
		return getId() + " " + getTitle();
	}

	/**
	 * What a server answers.
	 *
	 * @param status the HTTP status
	 * @param error the code of the JSON-RPC error, {@code null} if there is none
	 * @param code the code of the problem, {@code null} if there is none
	 * @param result {@code result} or {@code tool-error}, {@code null} if there is none
	 */
	public record Answer(int status, @Nullable Integer error, @Nullable String code, @Nullable String result) {

	}

}

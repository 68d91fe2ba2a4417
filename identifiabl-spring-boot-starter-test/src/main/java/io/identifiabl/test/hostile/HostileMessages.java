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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A corpus of messages that an MCP server gets from hostile and from careless clients,
 * each with the answer that it has to give, and of odd messages that it has to accept.
 * Run it against a server of any make: it has to trust the first of
 * {@linkplain HostileIssuers#list() the issuers} for
 * {@linkplain HostileTokens#getAudience() the audience}, and to offer what the head of
 * the file says. <pre class="code">
 * for (HostileMessage row : HostileMessages.rows()) {
 *     HostileRequest request = row.toRequest(issuers, sessionOfTheCaller, sessionOfAnother);
 *     HostileResponse response = request.send(endpoint);
 *     assertThat(response.status()).isEqualTo(row.getExpected(server).status());
 * }
 * </pre> The rows are data, in {@code hostile-mcp.json} next to this class, for programs
 * in other languages as well. A row consists of
 * <ul>
 * <li>{@code id}, whose part before the dot is its group, and {@code title};
 * <li>{@code servers}: which of {@code streamable}, {@code stateless},
 * {@code mixed-streamable} and {@code mixed-stateless} it is sent to, the first two if it
 * is missing. Mixed servers let callers without a token list and call what is public;
 * <li>{@code as}: the caller, by its name at the head of the file, {@code alice} if it is
 * missing; {@code nobody} sends no token;
 * <li>{@code method}, {@code path}, {@code query} and {@code body}, {@code POST} to the
 * endpoint if they are missing;
 * <li>{@code headers}: raw lines that take the place of the usual lines of that name, and
 * {@code without}: names of usual lines to leave out. Usual are {@code Authorization},
 * {@code Content-Type}, {@code Accept} and, for servers with sessions,
 * {@code Mcp-Session-Id};
 * <li>{@code wants}: what the specification wants, in words;
 * <li>{@code expect}: {@code status}, {@code error} (the code of a JSON-RPC error),
 * {@code code} (that of the problem) and {@code result} ({@code result} or
 * {@code tool-error}); by the name of a server for what differs there; {@code by} is
 * {@code container} for what no application gets to see;
 * <li>{@code endless}: whether servers are known whose answer never ends.
 * </ul>
 * Placeholders are those of {@link HostileTokens}, and <code>${token}</code>,
 * <code>${token:name}</code> of another caller, <code>${session}</code> and
 * <code>${foreign-session}</code>.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class HostileMessages {

	private static final Map<String, Object> DOCUMENT = Corpus.read("hostile-mcp.json");

	private static final List<HostileMessage> ROWS = Corpus.list(DOCUMENT.get("rows"))
		.stream()
		.map((row) -> new HostileMessage(Corpus.object(row)))
		.toList();

	private HostileMessages() {
	}

	/**
	 * Return the rows.
	 * @return all rows, in order
	 */
	public static List<HostileMessage> rows() {
		return ROWS;
	}

	/**
	 * Return the groups.
	 * @return their titles by id, in order
	 */
	public static Map<String, String> groups() {
		return Corpus.texts(DOCUMENT, "groups");
	}

	/**
	 * Return the kinds of servers.
	 * @return what is special about each, by name
	 */
	public static Map<String, String> servers() {
		return Corpus.texts(DOCUMENT, "servers");
	}

	/**
	 * Make a token.
	 * @param issuers the running issuers
	 * @param caller the name of the caller, for example {@code alice}
	 * @return a good token, valid from now on
	 */
	public static String token(HostileIssuers issuers, String caller) {
		Map<String, Object> token = Map.of("id", caller, "claims", caller(caller));
		return new String(new TokenRequests(token, issuers).create().token(), StandardCharsets.US_ASCII);
	}

	// the claims of a caller
	private static Map<String, Object> caller(String name) {
		Object claims = Corpus.object(DOCUMENT.get("callers")).get(name);
		if (claims == null) {
			throw new IllegalArgumentException("no caller '" + name + "'");
		}
		return Corpus.object(claims);
	}

}

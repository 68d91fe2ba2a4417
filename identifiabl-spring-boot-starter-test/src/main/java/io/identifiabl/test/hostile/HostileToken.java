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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One row of the corpus: how to make a request, and how it has to be answered. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see HostileTokens
 */
public final class HostileToken {

	private final Map<String, Object> row;

	HostileToken(Map<String, Object> row) {
		this.row = row;
	}

	/**
	 * Return the id.
	 * @return the id, for example {@code A3.2}; it never changes its meaning
	 */
	public String getId() {
		return String.valueOf(this.row.get("id"));
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
		return String.valueOf(this.row.get("title"));
	}

	/**
	 * Return which issuer the token claims to come from.
	 * @return the name of a {@link HostileIssuer}
	 */
	public String getIssuer() {
		return String.valueOf(this.row.getOrDefault("issuer", "main"));
	}

	/**
	 * Whether the request is for a resource that needs a user with the scope
	 * {@code memories:read}, and not for one that anybody with a good token may have.
	 * @return whether it does
	 */
	public boolean isForUsers() {
		return "user".equals(this.row.get("resource"));
	}

	/**
	 * Return the status of the answer.
	 * @return 200 if the token has to be accepted
	 */
	public int getExpectedStatus() {
		return ((Number) expect("status", 200)).intValue();
	}

	/**
	 * Return the code of the answer.
	 * @return the {@code code} of the problem, {@code null} if the token has to be
	 * accepted or the request does not reach the application
	 */
	public @Nullable String getExpectedCode() {
		Object code = Corpus.object(this.row.get("expect")).get("code");
		return (code != null) ? code.toString() : null;
	}

	/**
	 * Whether the server's HTTP parser refuses the request, so that no application gets
	 * to see it.
	 * @return whether it is not for the application to answer
	 */
	public boolean isForContainer() {
		return "container".equals(expect("by", ""));
	}

	/**
	 * Whether the refusal is a choice: by a limit that another server may set otherwise,
	 * or by an application that does not want whom the token stands for.
	 * @return whether a good server may have another answer
	 */
	public boolean isChoice() {
		return "limit".equals(expect("by", "")) || "application".equals(expect("by", ""));
	}

	/**
	 * Return what has to be true of the identity.
	 * @param issuers the running issuers
	 * @return members of the identity's JSON form with their values; a value that is
	 * {@code null} says that the member has to be missing
	 */
	public Map<String, @Nullable Object> getExpectedIdentity(HostileIssuers issuers) {
		return new TokenRequests(this.row, issuers).identity(Corpus.object(expect("identity", Map.of())));
	}

	/**
	 * Make a request with a new token, valid from now on.
	 * @param issuers the running issuers
	 * @return the request
	 */
	public HostileRequest toRequest(HostileIssuers issuers) {
		return new TokenRequests(this.row, issuers).create();
	}

	private Object expect(String name, Object otherwise) {
		return Corpus.object(this.row.get("expect")).getOrDefault(name, otherwise);
	}

	@Override
	public String toString() {
		return getId() + " " + getTitle();
	}

}

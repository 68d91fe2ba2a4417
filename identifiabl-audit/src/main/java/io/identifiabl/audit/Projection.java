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

package io.identifiabl.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What of an event can be searched for. Everything is derived from the leaf and the
 * personal data, in a way that the leaf's version says, and is compared with them when
 * the log is verified. What is derived from personal data is {@code null} once that is
 * erased.
 *
 * @param eventId the id of the event
 * @param time when it happened, in microseconds
 * @param stream the run of the node that wrote it
 * @param sequence its number in the stream
 * @param type what kind of event
 * @param issuer the issuer of the actor's token
 * @param user who it was: the user's id if the issuer has one, else the subject
 * @param org the actor's organization
 * @param tenant the actor's tenant
 * @param tool the tool
 * @param client the client that the token was issued to
 * @param claimed whom a refused token claims to be, as {@link #toClaimed} tells; it is
 * nobody's until that is shown, and only an erasure looks for it
 * @param decision {@code permit} or {@code deny}
 * @param outcome how it ended
 * @param trace the id of the trace
 * @param email the actor's e-mail address
 * @param address the address that the request came from
 * @param clientClaimed what the client says about itself
 * @param route the pattern that the path of the request matched
 * @param reason the code that says why
 * @param resources the records that were accessed, each as {@code type/id}
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Projection(String eventId, Instant time, String stream, long sequence, String type,
		@Nullable String issuer, @Nullable String user, @Nullable String org, @Nullable String tenant,
		@Nullable String tool, @Nullable String client, @Nullable String claimed, @Nullable String decision,
		@Nullable String outcome, @Nullable String trace, @Nullable String email, @Nullable String address,
		@Nullable String clientClaimed, @Nullable String route, @Nullable String reason, List<String> resources) {

	/**
	 * Create the columns that were stored.
	 * @param eventId the id of the event
	 * @param time when it happened, in microseconds
	 * @param stream the run of the node that wrote it
	 * @param sequence its number in the stream
	 * @param type what kind of event
	 * @param issuer the issuer of the actor's token
	 * @param user who it was
	 * @param org the actor's organization
	 * @param tenant the actor's tenant
	 * @param tool the tool
	 * @param client the client that the token was issued to
	 * @param claimed whom a refused token claims to be
	 * @param decision {@code permit} or {@code deny}
	 * @param outcome how it ended
	 * @param trace the id of the trace
	 * @param email the actor's e-mail address
	 * @param address the address that the request came from
	 * @param clientClaimed what the client says about itself
	 * @param route the pattern that the path of the request matched
	 * @param reason the code that says why
	 * @param resources the records that were accessed, sorted
	 */
	public Projection {
		resources = List.copyOf(resources);
	}

	/**
	 * Derive the columns.
	 * @param payload the leaf
	 * @param personal the personal data, {@code null} if it was erased
	 * @return the columns
	 * @throws InvalidRecordException if the leaf is none, of a version that is not known,
	 * or not the one that the personal data belongs to
	 */
	public static Projection of(String payload, @Nullable String personal) throws InvalidRecordException {
		return Leaf.parse(payload).project(personal);
	}

	/**
	 * Return the form that a text has in columns, which hold neither long ones nor blanks
	 * at the end as they are.
	 * @param text the text, such as the id of a user
	 * @return what a column holds of it
	 */
	public static String toColumn(String text) {
		return Texts.toColumn(Texts.clean(text));
	}

	/**
	 * Return what the columns of a refused token's record hold of whom it claims to be.
	 * @param issuer the issuer, with or without a slash at its end
	 * @param subject the subject
	 * @return both, in one column
	 */
	public static String toClaimed(String issuer, String subject) {
		String name = toColumn(issuer);
		return Texts
			.toColumn((name.endsWith("/") ? name.substring(0, name.length() - 1) : name) + " " + toColumn(subject));
	}

	/**
	 * Return whether an erasure of a user concerns the record: it is the user's, or that
	 * of a refused token that claims to be.
	 * @param userIssuer the issuer, as in {@link #issuer()}
	 * @param userId the user, as in {@link #user()}
	 * @return whether it is to be erased
	 */
	public boolean isAbout(String userIssuer, String userId) {
		return (userIssuer.equals(this.issuer) && userId.equals(this.user))
				|| toClaimed(userIssuer, userId).equals(this.claimed);
	}

	static Projection of(Map<String, Object> leaf, Map<String, Object> personal) throws InvalidRecordException {
		return of(leaf, personal, Times.parse(required(leaf, "time")));
	}

	static Projection of(Map<String, Object> leaf, Map<String, Object> personal, Instant time)
			throws InvalidRecordException {
		if (!Long.valueOf(EntryWriter.VERSION).equals(leaf.get("v"))) {
			throw new InvalidRecordException("the leaf is of a version that is not known here");
		}
		String user = text(personal, AuditField.USER);
		return new Projection(required(leaf, "id"), time, required(leaf, "stream"), sequence(leaf),
				required(leaf, "type"), text(leaf, AuditField.ISSUER),
				(user != null) ? user : text(personal, AuditField.SUBJECT), text(leaf, AuditField.ORG),
				text(leaf, AuditField.TENANT), text(leaf, AuditField.TOOL), text(personal, AuditField.CLIENT),
				claimed(personal), text(leaf, AuditField.DECISION), text(leaf, AuditField.OUTCOME),
				text(personal, AuditField.TRACE), text(personal, AuditField.EMAIL), text(personal, AuditField.ADDRESS),
				text(personal, AuditField.CLAIMED_CLIENT), text(leaf, AuditField.ROUTE), text(leaf, AuditField.REASON),
				resources(personal));
	}

	Projection withResources(List<String> touched) {
		return new Projection(this.eventId, this.time, this.stream, this.sequence, this.type, this.issuer, this.user,
				this.org, this.tenant, this.tool, this.client, this.claimed, this.decision, this.outcome, this.trace,
				this.email, this.address, this.clientClaimed, this.route, this.reason, touched);
	}

	Projection erased() {
		return new Projection(this.eventId, this.time, this.stream, this.sequence, this.type, this.issuer, null,
				this.org, this.tenant, this.tool, null, null, this.decision, this.outcome, null, null, null, null,
				this.route, this.reason, List.of());
	}

	private static @Nullable String claimed(Map<String, Object> personal) {
		return (personal.get(AuditField.CLAIMED.getName()) instanceof Map<?, ?> claims
				&& claims.get("iss") instanceof String issuer && claims.get("sub") instanceof String subject)
						? toClaimed(issuer, subject) : null;
	}

	private static List<String> resources(Map<String, Object> personal) {
		List<String> resources = new ArrayList<>();
		if (personal.get(AuditField.TOUCHED_IDS.getName()) instanceof List<?> list) {
			list.stream().map(String::valueOf).map(Texts::toColumn).distinct().sorted().forEach(resources::add);
		}
		return resources;
	}

	private static @Nullable String text(Map<String, Object> object, AuditField field) {
		return (object.get(field.getName()) instanceof String text) ? Texts.toColumn(text) : null;
	}

	private static String required(Map<String, Object> leaf, String name) throws InvalidRecordException {
		if (leaf.get(name) instanceof String text) {
			return Texts.toColumn(text);
		}
		throw new InvalidRecordException("the leaf has no '" + name + "'");
	}

	private static long sequence(Map<String, Object> leaf) throws InvalidRecordException {
		if (leaf.get("seq") instanceof Long sequence) {
			return sequence;
		}
		throw new InvalidRecordException("the leaf has no 'seq'");
	}

}

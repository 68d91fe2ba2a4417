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

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AuditEvent}, the leaves it becomes, and what can be searched for.
 *
 * @author Identifiabl Contributors
 */
class AuditEventTests {

	private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123456789Z");

	private static final Instant OBSERVED = Instant.parse("2026-11-26T10:00:01Z");

	private final EntryWriter writer = new EntryWriter("notes", "node-1", "stream-1", new SecureRandom());

	@Test
	void traceAndNoteArePersonal() throws Exception {
		LogEntry entry = new EntryWriter("notes", "node", "stream", new SecureRandom())
			.write(AuditEvent.builder("http.request", Instant.EPOCH)
				.with(AuditField.TRACE, "0af7651916cd43dd8448eb211c80319c")
				.with(AuditField.NOTE, "asked for by Alice")
				.build(), 0, Instant.EPOCH);
		assertThat(entry.getPayload()).doesNotContain("0af76519", "Alice");
		assertThat(entry.getProjection().trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
		assertThat(entry.erased().getProjection().trace()).isNull();
		assertThat(Projection.of(entry.getPayload(), null)).isEqualTo(entry.erased().getProjection());
	}

	@Test
	void usersWhoseIdsLookLikeTokensStayApart() {
		String one = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
		assertThat(Projection.toColumn(one)).isNotEqualTo(Projection.toColumn(one + "x"))
			.isEqualTo(Projection.toColumn(one));
	}

	@Test
	void writeKeepsWhatIsPersonalOutOfTheLeaf() {
		LogEntry entry = this.writer.write(event().build(), 7, OBSERVED);
		assertThat(entry.getPayload()).contains("\"tool\":\"saveMemory\"")
			.doesNotContain("alice", "192.0.2.1", "memory/");
		assertThat(entry.getPersonal()).contains("alice", "192.0.2.1", "memory/m-1");
	}

	@Test
	void writeTellsTimeInMicrosecondsOfUtc() {
		assertThat(this.writer.write(event().build(), 7, OBSERVED).getPayload())
			.contains("\"time\":\"2026-11-26T10:00:00.123456Z\"", "\"observed\":\"2026-11-26T10:00:01.000000Z\"");
	}

	@Test
	void writeHashesTheLeafAsItIs() {
		LogEntry entry = this.writer.write(event().build(), 7, OBSERVED);
		assertThat(entry.getLeafHash())
			.isEqualTo(MerkleHash.ofLeaf(entry.getPayload().getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void writeSaltsEveryCommitment() throws Exception {
		AuditEvent event = event().build();
		assertThat(PersonalData.commit(personal(this.writer.write(event, 7, OBSERVED))))
			.isNotEqualTo(PersonalData.commit(personal(this.writer.write(event, 7, OBSERVED))));
	}

	@Test
	void columnsAreDerivedFromLeafAndPersonalData() throws Exception {
		LogEntry entry = this.writer.write(event().build(), 7, OBSERVED);
		Projection projection = entry.getProjection();
		assertThat(Projection.of(entry.getPayload(), entry.getPersonal())).isEqualTo(projection);
		assertThat(projection.user()).isEqualTo("alice");
		assertThat(projection.client()).isEqualTo("claude");
		assertThat(projection.tool()).isEqualTo("saveMemory");
		assertThat(projection.sequence()).isEqualTo(7);
		assertThat(projection.resources()).containsExactly("memory/m-1");
		assertThat(projection.time()).isEqualTo(Instant.parse("2026-11-26T10:00:00.123456Z"));
	}

	@Test
	void columnsPreferTheUsersIdToTheSubject() {
		LogEntry entry = this.writer.write(event().with(AuditField.USER, "oid-1").build(), 7, OBSERVED);
		assertThat(entry.getProjection().user()).isEqualTo("oid-1");
	}

	@Test
	void recordOfARefusedTokenIsAboutWhomItClaimsToBe() throws Exception {
		AuditEvent event = AuditEvent.builder("identity.rejected", OBSERVED)
			.with(AuditField.CLAIMED, Map.of("iss", "https://issuer.example/", "sub", "alice", "jti", "1"))
			.build();
		LogEntry entry = this.writer.write(event, 7, OBSERVED);
		Projection projection = entry.getProjection();
		assertThat(Projection.of(entry.getPayload(), entry.getPersonal())).isEqualTo(projection);
		assertThat(projection.user()).isNull();
		assertThat(projection.claimed()).isEqualTo("https://issuer.example alice");
		assertThat(projection.isAbout("https://issuer.example", "alice")).isTrue();
		assertThat(projection.isAbout("https://issuer.example/", "alice")).isTrue();
		assertThat(projection.isAbout("https://issuer.example", "alic")).isFalse();
		assertThat(projection.isAbout("https://other.example", "alice")).isFalse();
		assertThat(entry.erased().getProjection().claimed()).isNull();
	}

	@Test
	void recordOfATokenThatClaimsToBeNobodyIsAboutNobody() {
		for (Map<String, String> claims : List.of(Map.of("sub", "alice"), Map.of("iss", "https://issuer.example/"))) {
			AuditEvent event = AuditEvent.builder("identity.rejected", OBSERVED)
				.with(AuditField.CLAIMED, claims)
				.build();
			assertThat(this.writer.write(event, 7, OBSERVED).getProjection().claimed()).isNull();
		}
	}

	@Test
	void longIdsThatRefusedTokensClaimAreKeptApart() {
		assertThat(Projection.toClaimed("https://issuer.example", "x".repeat(600))).hasSizeLessThan(256)
			.isNotEqualTo(Projection.toClaimed("https://issuer.example", "x".repeat(601)))
			.isEqualTo(Projection.toClaimed("https://issuer.example", Projection.toColumn("x".repeat(600))));
	}

	@Test
	void erasedKeepsTheLeafAndNothingPersonal() throws Exception {
		LogEntry entry = this.writer.write(event().build(), 7, OBSERVED);
		LogEntry erased = entry.erased();
		assertThat(erased.getLeafHash()).isEqualTo(entry.getLeafHash());
		assertThat(erased.getPersonal()).isNull();
		assertThat(erased.getProjection()).isEqualTo(entry.getProjection().erased());
		assertThat(erased.getProjection().user()).isNull();
	}

	@Test
	void ofWhenPersonalDataWasEditedThenRefuses() {
		LogEntry entry = this.writer.write(event().build(), 7, OBSERVED);
		assertThatExceptionOfType(InvalidRecordException.class)
			.isThrownBy(() -> LogEntry.of(entry.getPayload(), personal(entry).replace("alice", "mallory")))
			.withMessageContaining("commits to")
			.withMessageNotContaining("mallory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "x", "{\"v\":2}", "{\"v\":1}",
			"{\"id\":\"x\",\"seq\":1,\"stream\":\"s\",\"time\":\"yesterday\",\"type\":\"t\",\"v\":1}",
			"{\"id\":\"x\",\"stream\":\"s\",\"time\":\"2026-11-26T10:00:00Z\",\"type\":\"t\",\"v\":1}" })
	void ofWhenPayloadIsNoLeafThenRefuses(String payload) {
		assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> LogEntry.of(payload, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "short", "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!{}" })
	void commitWhenThereIsNoSaltThenRefuses(String personal) {
		assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> PersonalData.commit(personal));
	}

	@Test
	void readWhenPersonalDataIsNoJsonThenRefuses() {
		assertThatExceptionOfType(InvalidRecordException.class)
			.isThrownBy(() -> PersonalData.read("A".repeat(43) + "{ }"));
		assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> PersonalData.read("A"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uD800", "\uDC00", "a\uD800b", "\uDC00\uD800", "a\0b" })
	void textThatNoLogCanHoldIsRecordedAllTheSame(String text) {
		LogEntry entry = this.writer.write(event().with(AuditField.TOOL, text).build(), 7, OBSERVED);
		assertThat(entry.getProjection().tool()).contains("\uFFFD").doesNotContain("\0");
	}

	@Test
	void textThatIsTooLongIsShortenedAndKeptApart() {
		String first = String.valueOf(event().with(AuditField.TOOL, "x".repeat(100_000)).build().get(AuditField.TOOL));
		String second = String.valueOf(event().with(AuditField.TOOL, "x".repeat(99_999)).build().get(AuditField.TOOL));
		assertThat(first).startsWith("x".repeat(448) + "\u2026").hasSizeLessThan(512).isNotEqualTo(second);
	}

	@Test
	void textIsNotShortenedWithinACharacter() {
		AuditEvent event = event().with(AuditField.TOOL, "x".repeat(447) + "\uD83D\uDE00" + "y".repeat(99)).build();
		assertThat(String.valueOf(event.get(AuditField.TOOL))).startsWith("x".repeat(447) + "\u2026");
	}

	@Test
	void textsThatDifferInWhatIsReplacedAreKeptApart() {
		assertThat(event().with(AuditField.TOOL, "a\uD800").build().get(AuditField.TOOL))
			.isNotEqualTo(event().with(AuditField.TOOL, "a\uD801").build().get(AuditField.TOOL))
			.isNotEqualTo("a\uFFFD");
	}

	// some collations take two texts for one that differ in blanks at their end
	@Test
	void columnsNeverEndWithABlank() {
		assertThat(Projection.toColumn("alice ")).startsWith("alice \u2026")
			.isNotEqualTo(Projection.toColumn("alice  "));
		assertThat(Projection.toColumn("al ice")).isEqualTo("al ice");
	}

	@Test
	void columnsAreWhatAnIndexCanHold() {
		LogEntry entry = this.writer.write(event().with(AuditField.SUBJECT, "\u20ac".repeat(400)).build(), 7, OBSERVED);
		String user = entry.getProjection().user();
		assertThat(user).hasSizeLessThan(256);
		assertThat(AuditQuery.all().where(AuditQuery.Column.USER, "\u20ac".repeat(400)).getConditions())
			.containsExactly(new AuditQuery.Condition(AuditQuery.Column.USER, List.of(String.valueOf(user))));
	}

	// or whoever can write to the database could hide it from a question about scopes
	@Test
	void recordThatWasChangedMayHaveHadAnyScope() {
		LogEntry entry = this.writer.write(event().with(AuditField.MISSING, List.of("write")).build(), 7, OBSERVED);
		AuditQuery query = AuditQuery.all().where(AuditQuery.Column.MISSING, "write");
		AuditRecord row = AuditRecord.of(0, entry);
		assertThat(query.matches(row)).isTrue();
		assertThat(AuditQuery.all().where(AuditQuery.Column.MISSING, "read").matches(row)).isFalse();
		AuditRecord changed = new AuditRecord(0, row.payload().replace("write", "other"), row.personal(),
				row.leafHash(), row.projection());
		assertThat(query.matches(changed)).isTrue();
		assertThat(changed.findFault()).isNotNull();
	}

	@Test
	void conditionHasFromOneToFiftyValues() {
		AuditQuery all = AuditQuery.all();
		List<String> many = Collections.nCopies(AuditQuery.MAX_VALUES + 1, "x");
		assertThatIllegalArgumentException().isThrownBy(() -> all.where(AuditQuery.Column.USER, List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> all.where(AuditQuery.Column.USER, many));
	}

	@Test
	void personalDataOfAnySizeIsBounded() {
		Map<String, Object> many = new HashMap<>();
		IntStream.range(0, 64).forEach((i) -> many.put("n" + i, Collections.nCopies(64, "x".repeat(500))));
		LogEntry entry = this.writer.write(event().with(AuditField.CLAIMED, many).build(), 7, OBSERVED);
		assertThat(personal(entry)).hasSizeLessThan(65_536).contains("alice");
	}

	@Test
	void listsAndMapsAreBounded() {
		AuditEvent event = event().with(AuditField.REQUIRED, Collections.nCopies(1000, "s"))
			.with(AuditField.AUTHZ, List.of(Map.of("by", "tool", "granted", true)))
			.build();
		assertThat(event.get(AuditField.REQUIRED)).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(64);
		assertThat(event.get(AuditField.AUTHZ)).isEqualTo(List.of(Map.of("by", "tool", "granted", true)));
	}

	@Test
	void integersBeyondWhatJsonHoldsAreClamped() {
		assertThat(event().with(AuditField.DURATION, Long.MAX_VALUE).build().get(AuditField.DURATION))
			.isEqualTo(CanonicalJson.MAX_INTEGER);
	}

	@Test
	void leafIsNeverLargerThanALogHolds() {
		AuditEvent event = event().with(AuditField.REQUIRED, Collections.nCopies(64, "\u0001".repeat(512)))
			.with(AuditField.GRANTED, Collections.nCopies(64, "\u0001".repeat(512)))
			.build();
		assertThat(this.writer.write(event, 7, OBSERVED).getPayload().getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThan(EntryWriter.MAX_PAYLOAD);
	}

	@Test
	void leafThatIsTooLargeKeepsWhatMatters() throws Exception {
		String large = "\u0001".repeat(512);
		Map<String, Object> decision = new HashMap<>();
		IntStream.range(0, 64).forEach((i) -> decision.put("n" + i, large));
		AuditEvent.Builder event = event().with(AuditField.AUTHZ, List.of(decision));
		for (AuditField field : AuditField.values()) {
			if (field != AuditField.AUTHZ) {
				event.with(field, large);
			}
		}
		LogEntry entry = this.writer.write(event.build(), 7, OBSERVED);
		assertThat(entry.getPayload().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EntryWriter.MAX_PAYLOAD);
		assertThat(Projection.of(entry.getPayload(), entry.getPersonal())).isEqualTo(entry.getProjection());
		assertThat(entry.getProjection().outcome()).isNotNull();
	}

	@Test
	void withWhenValueIsOfAnotherKindThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> event().with(AuditField.NOTE, 1.5))
			.withMessageContaining("java.lang.Double");
	}

	@Test
	void idsAreUuidsOfVersion7ThatSortByTime() {
		String id = EventIds.create(TIME);
		assertThat(id).hasSize(36).isLessThan(EventIds.create(TIME.plusMillis(1)));
		assertThat(id.charAt(14)).isEqualTo('7');
		assertThat(event().id(id + EventIds.INTENT_SUFFIX).build().getId()).isEqualTo(id + "-intent");
		assertThatIllegalArgumentException().isThrownBy(() -> event().id("mine"));
	}

	@Test
	void toStringTellsNothingPersonal() {
		AuditEvent event = event().build();
		assertThat(event).hasToString("mcp.tool.call " + event.getId());
		assertThat(AuditRecord.of(3, this.writer.write(event, 7, OBSERVED))).hasToString("mcp.tool.call at 3");
	}

	@Test
	void touchedIsAddedToTheOperationThatIsOpen() {
		AuditContext outer = new AuditContext();
		AuditContext inner = new AuditContext();
		AuditContext.Scope outerScope = outer.open();
		AuditContext.Scope innerScope = inner.open();
		AuditContext.current().touched("patient", "2").touched("patient", "1").touched("note", "9");
		innerScope.close();
		AuditContext.current().touched("patient", "3");
		outerScope.close();
		AuditContext.current().touched("nobody", "reads this");
		AuditEvent.Builder event = event();
		inner.describe(event);
		assertThat(event.build().get(AuditField.TOUCHED)).isEqualTo(List.of("note", "patient"));
		assertThat(event.build().get(AuditField.TOUCHED_IDS)).isEqualTo(List.of("note/9", "patient/1", "patient/2"));
	}

	private static String personal(LogEntry entry) {
		return String.valueOf(entry.getPersonal());
	}

	private static AuditEvent.Builder event() {
		return AuditEvent.builder("mcp.tool.call", TIME)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.SUBJECT, "alice")
			.with(AuditField.CLIENT, "claude")
			.with(AuditField.ADDRESS, "192.0.2.1")
			.with(AuditField.TOUCHED_IDS, List.of("memory/m-1"))
			.with(AuditField.ORG, null);
	}

}

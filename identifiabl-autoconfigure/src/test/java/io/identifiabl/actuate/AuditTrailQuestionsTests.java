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

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What {@link io.identifiabl.actuate.AuditTrailEndpoint} answers to those who ask about
 * many records, and to whom.
 *
 * @author Identifiabl Contributors
 */
class AuditTrailQuestionsTests extends AbstractAuditTrailEndpointTests {

	private static final int LARGE = 200;

	private static final String MANY = "/export?format=ndjson&type=test.many";

	private final List<String> many = IntStream.range(0, 5).mapToObj((i) -> "many-" + i).toList();

	@ParameterizedTest
	@ValueSource(strings = { "missing=audit:read", "required=audit:read", "granted=nothing:read",
			"reason=insufficient_scope", "route=/actuator/audittrail", "address=127.0.0.1", "email=mallory@example.com",
			"client=tool-box", "decision=deny",
			"missing=audit:read&granted=nothing:read&user=mallory&user=nobody&reason=insufficient_scope" })
	void refusedCallIsFoundByWhatItSays(String filter) {
		for (String tenant : List.of("tenant-three", "tenant-four")) {
			this.application.getAs(token("mallory", "actuator:read", "nothing:read").claim("tenant", tenant)
				.claim("email", "mallory@example.com")
				.claim("client_id", "tool-box")
				.sign(), TRAIL);
		}
		String body = get(reader("tenant-three"), TRAIL + "?" + filter + "&user=mallory").body();
		assertThat(JsonPath.<List<String>>read(body, "$.events[*].event.tenant")).as(body)
			.isNotEmpty()
			.containsOnly("tenant-three");
		String other = filter.replaceAll("=[^&]*", "=other");
		assertThat(users(get(reader("tenant-three"), TRAIL + "?" + other).body())).isEmpty();
	}

	@Test
	void severalValuesOfAFilterAreAnyOfThem() {
		String path = TRAIL + "?type=http.request&route=/api/me";
		assertThat(users(get(reader("tenant-one"), path + "&user=alice&user=bob").body())).containsOnly("alice", "bob");
		assertThat(users(get(reader("tenant-one"), path + "&user=alice&user=loner").body())).containsOnly("alice");
		assertThat(users(get(reader("tenant-one"), path + "&user=alice&tenant=tenant-two&tenant=tenant-one").body()))
			.containsOnly("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tenant=tenant-two", "tenant=tenant-two&tenant=tenant-nine", "user=loner",
			"issuer=https://other.example", "user=alice&tenant=tenant-two", "address=10.0.0.1" })
	void nothingOfAnotherTenantIsCounted(String filter) {
		String body = get(reader("tenant-one"), TRAIL + "/count?by=user&by=tenant&" + filter).body();
		assertThat((Integer) JsonPath.read(body, "$.records")).isZero();
		assertThat(JsonPath.<List<?>>read(body, "$.groups")).isEmpty();
	}

	@Test
	void readerCountsTheOwnTenantOnly() {
		String body = get(reader("tenant-two"), TRAIL + "/count?by=user&by=tenant&route=/api/me").body();
		assertThat(JsonPath.<List<Map<String, Object>>>read(body, "$.groups")).containsExactlyInAnyOrder(
				Map.of("user", "alice", "tenant", "tenant-two", "count", 1),
				Map.of("user", "bob", "tenant", "tenant-two", "count", 1));
		assertThat(JsonPath.<List<String>>read(get(token("loner", READER).sign(), TRAIL + "/count?by=user").body(),
				"$.groups[*].user"))
			.containsExactly("loner");
	}

	@Test
	void operatorCountsEverything() {
		String operator = token("root", "actuator:read", "audit:read:all").sign();
		String body = get(operator, TRAIL + "/count?by=tenant&by=decision&by=day&route=/api/me").body();
		assertThat(JsonPath.<List<String>>read(body, "$.groups[*].tenant")).contains("tenant-one", "tenant-two");
		assertThat(JsonPath.<List<String>>read(body, "$.groups[*].decision")).containsOnly("permit");
		assertThat(JsonPath.<List<String>>read(body, "$.groups[*].day")).allMatch((day) -> day.matches("20..-..-.."));
		assertThat((Integer) JsonPath.read(body, "$.failed")).isZero();
		assertThat(body).doesNotContain("\"next\"");
	}

	@Test
	void countNeedsTheScopeAndIsRecorded() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		String token = token("nobody", "actuator:read").claim("tenant", "tenant-one").sign();
		assertThat(get(token, TRAIL + "/count?by=user").statusCode()).isEqualTo(403);
		get(reader("tenant-one"), TRAIL + "/count?by=user&tool=a&tool=b");
		assertThat(trail.only("audit.queried").personal()).containsEntry("data",
				Map.of("by", "user", "tool", List.of("a", "b")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "by=resource", "by=hour", "by=user&by=tool&by=client&by=day", "by=", "limit=3",
			"format=csv", "by=user&cursor=abc", "by=user&before=x" })
	void countThatIsNotUnderstoodIsRefused(String filter) {
		HttpResponse<String> response = get(reader("tenant-one"), TRAIL + "/count?" + filter);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(response.body()).contains("invalid_filter");
	}

	// texts like any other, of which no record has one
	@ParameterizedTest
	@ValueSource(strings = { "%", "ali%", "alic_", "al*", "' OR 1=1 --", "\\", "\"", "alice\u0000", "\u0000",
			"\uD83D\uDE00", "alice ", "ALICE", "[alice, bob]" })
	void hostileValueFindsNothing(String value) {
		String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
		Map<String, String> questions = Map.of("user", "?", "email", "/count?", "route", "/export?format=ndjson&",
				"missing", "?", "client_claimed", "/count?", "resource", "?");
		questions.forEach((name, question) -> {
			HttpResponse<String> response = get(reader("tenant-one"),
					TRAIL + question + name + "=" + encoded + "&" + name + "=x");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).doesNotContain("\"event\":{").doesNotContain("\"count\":");
		});
	}

	@Test
	void tooManyValuesAreRefused() {
		String filter = IntStream.range(0, 1000).mapToObj((i) -> "user=" + i).collect(Collectors.joining("&"));
		for (String question : List.of("?", "/count?", "/export?format=ndjson&")) {
			int status = get(reader("tenant-one"), TRAIL + question + filter).statusCode();
			assertThat(status).isEqualTo(400);
		}
		String longest = TRAIL + "?user=" + "x".repeat(5000);
		assertThat(get(reader("tenant-one"), longest).statusCode()).isEqualTo(200);
	}

	@Test
	void bundleTakesNoFilters() {
		String operator = token("root", "actuator:read", "audit:read:all").sign();
		assertThat(get(operator, TRAIL + "/export?format=bundle&user=alice").statusCode()).isEqualTo(400);
	}

	@Test
	void cursorIsOfItsReaderAndGoesOnOnAnyNode() {
		String url = TestDatabase.H2.newUrl();
		try (RunningApplication one = start(url); RunningApplication two = start(url)) {
			writeMany(one);
			String path = TRAIL + "?type=test.many&limit=2";
			String first = one.getAs(reader("acme"), path).body();
			String next = JsonPath.read(first, "$.next");
			assertThat(users(two.getAs(reader("acme"), path + "&cursor=" + next).body())).containsExactly("many-2",
					"many-1");
			assertThat(two.getAs(reader("tenant-one"), path + "&cursor=" + next).statusCode()).isEqualTo(400);
			assertThat(two.getAs(token("root", "actuator:read", "audit:read:all").sign(), path + "&cursor=" + next)
				.statusCode()).isEqualTo(400);
			assertThat(two.getAs(reader("acme"), path + "&cursor=" + next.replace('A', 'B')).statusCode())
				.isEqualTo(400);
		}
	}

	@Test
	void exportGoesOnAfterTheLastRecordThatWasReceived() {
		writeMany(this.application);
		String reader = reader("acme");
		List<String> received = lines(get(reader, TRAIL + MANY + "&limit=2"));
		assertThat(received).extracting(AuditTrailQuestionsTests::user).containsExactly("many-4", "many-3");
		String newest = id(received.get(0));
		received.addAll(lines(get(reader, TRAIL + MANY + "&before=" + id(received.get(1)))));
		assertThat(received).extracting(AuditTrailQuestionsTests::user)
			.containsExactly("many-4", "many-3", "many-2", "many-1", "many-0");
		assertThat(lines(get(reader, TRAIL + MANY + "&after=" + newest))).isEmpty();
		writeMany(this.application);
		assertThat(lines(get(reader, TRAIL + MANY + "&after=" + newest))).hasSize(5);
		assertThat(lines(get(reader, TRAIL + MANY + "&after=" + id(received.get(4)) + "&before=" + newest))).hasSize(3);
		// to others it is not there
		assertThat(get(reader("tenant-one"), TRAIL + MANY + "&after=" + newest).statusCode()).isEqualTo(400);
		assertThat(get(reader("tenant-one"), TRAIL + MANY + "&after=unknown").body())
			.isEqualTo(get(reader("tenant-one"), TRAIL + MANY + "&after=" + newest).body());
	}

	// more than is read before anything is sent
	@Test
	void exportThatCannotBeCompletedHasNoEnd() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			DurableAuditTrail trail = other.getBean(DurableAuditTrail.class);
			List<CompletableFuture<Long>> written = Stream
				.generate(() -> trail.append(large().build(), Urgency.AWAITED))
				.limit(LARGE)
				.toList();
			// however long it takes
			written.forEach(CompletableFuture::join);
			long first = written.get(0).join();
			String reader = reader("acme");
			String path = TRAIL + "/export?format=csv&type=test.many";
			assertThat(other.getAs(reader, path).body().lines()).hasSize(LARGE + 1);
			new JdbcTemplate(other.getBean(DataSource.class)).update(
					"UPDATE identifiabl_audit_event SET payload = REPLACE(payload, 'yy', 'zz') WHERE idx = " + first);
			assertThatIOException().isThrownBy(() -> send(other, reader, path));
			assertThat(lines(other.getAs(reader, path.replace("csv", "ndjson")))).hasSize(LARGE)
				.last()
				.asString()
				.contains("\"integrity\":\"failed\"");
		}
	}

	private static void send(RunningApplication application, String token, String path) throws IOException {
		try {
			application.getAs(token, path);
		}
		catch (RuntimeException ex) {
			if (ex.getCause() instanceof IOException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private void writeMany(RunningApplication application) {
		DurableAuditTrail trail = application.getBean(DurableAuditTrail.class);
		this.many.forEach((user) -> trail.require(many(user).build(), Urgency.AWAITED));
	}

	private AuditEvent.Builder large() {
		return many("x".repeat(500)).with(AuditField.REQUIRED, Collections.nCopies(20, "y".repeat(500)));
	}

	private AuditEvent.Builder many(String user) {
		return AuditEvent.builder("test.many", Instant.now())
			.with(AuditField.ISSUER, this.issuer.getIssuer())
			.with(AuditField.TENANT, "acme")
			.with(AuditField.SUBJECT, user);
	}

	private static List<String> lines(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return new ArrayList<>(response.body().lines().toList());
	}

	private static String id(String line) {
		return JsonPath.read(line, "$.event.id");
	}

	private static String user(String line) {
		return JsonPath.read(line, "$.personal.sub");
	}

	private static List<String> users(String body) {
		return JsonPath.read(body, "$.events[*].personal.sub");
	}

}

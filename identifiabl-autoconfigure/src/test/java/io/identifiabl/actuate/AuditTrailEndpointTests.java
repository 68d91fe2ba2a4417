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

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link io.identifiabl.actuate.AuditTrailEndpoint} shows over HTTP, and to whom.
 *
 * @author Identifiabl Contributors
 */
class AuditTrailEndpointTests extends AbstractAuditTrailEndpointTests {

	@Test
	void readerSeesTheOwnTenantOnly() {
		String body = get(reader("tenant-one"), TRAIL + "?type=http.request").body();
		assertThat(users(body)).contains("alice", "bob").doesNotContain("loner");
		assertThat(tenants(body)).containsOnly("tenant-one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tenant=tenant-two", "user=loner", "tenant=tenant-two&user=alice",
			"issuer=https://other.example", "limit=1000&tenant=tenant-two", "org=none" })
	void noFilterShowsAnotherTenant(String filter) {
		assertThat(users(get(reader("tenant-one"), TRAIL + "?" + filter).body())).isEmpty();
	}

	@Test
	void readerWithoutTenantSeesTheOwnRecordsOnly() {
		String body = get(token("loner", READER).sign(), TRAIL).body();
		assertThat(users(body)).isNotEmpty().containsOnly("loner");
	}

	@Test
	void operatorSeesEverything() {
		String body = get(token("root", "actuator:read", "audit:read:all").sign(), TRAIL + "?type=http.request").body();
		assertThat(tenants(body)).contains("tenant-one", "tenant-two");
	}

	@Test
	void scopeIsNeeded() {
		HttpResponse<String> response = get(token("alice", "actuator:read").claim("tenant", "tenant-one").sign(),
				TRAIL);
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope",
				"audit:read");
	}

	@Test
	void pagesGoThroughEverythingOnce() {
		String token = reader("tenant-two");
		String path = TRAIL + "?type=http.request&limit=1";
		String first = get(token, path).body();
		String next = JsonPath.read(first, "$.next");
		String second = get(token, path + "&cursor=" + next).body();
		assertThat(indices(first)).hasSize(1);
		assertThat(indices(second)).allSatisfy((index) -> assertThat(index).isLessThan(indices(first).get(0)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			usr=alice            | not known
			limit=0              | limit
			limit=1001           | limit
			limit=x              | limit
			from=yesterday       | from
			to=2026-01-01        | to
			cursor=abc           | cursor
			limit=1&limit=2      | only once
			format=csv           | not known
			by=user              | not known
			before=x             | before
			after=x&user=alice   | after
			""")
	void filterThatIsNotUnderstoodIsRefused(String filter, String detail) {
		HttpResponse<String> response = get(reader("tenant-one"), TRAIL + "?" + filter);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat((String) JsonPath.read(response.body(), "$.code")).isEqualTo("invalid_filter");
		assertThat((String) JsonPath.read(response.body(), "$.detail")).contains(detail);
	}

	@Test
	void cursorOfAnotherQueryIsRefused() {
		String next = JsonPath.read(get(reader("tenant-one"), TRAIL + "?limit=1").body(), "$.next");
		assertThat(get(reader("tenant-one"), TRAIL + "?limit=1&user=alice&cursor=" + next).statusCode()).isEqualTo(400);
	}

	@Test
	void recordOfAnotherTenantIsNotThere() {
		String operator = token("root", "actuator:read", "audit:read:all").sign();
		String id = JsonPath.read(get(operator, TRAIL + "?tenant=tenant-two&limit=1").body(), "$.events[0].event.id");
		for (String path : List.of("", "/proof", "/leaf")) {
			assertThat(get(reader("tenant-one"), TRAIL + "/" + id + path).statusCode()).as(path).isEqualTo(404);
		}
		assertThat(get(reader("tenant-two"), TRAIL + "/" + id).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "ndjson, application/x-ndjson", "csv, text/csv", "ocsf, application/x-ndjson",
			"otel, application/x-ndjson" })
	void exportHoldsWhatTheReaderMaySee(String format, String contentType) {
		HttpResponse<String> response = this.application.get(TRAIL + "/export?type=http.request&format=" + format,
				"Authorization", "Bearer " + reader("tenant-one"), "Accept", contentType);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(contentType);
		assertThat(response.body()).contains("alice", "tenant-one").doesNotContain("tenant-two", "loner");
	}

	@Test
	void formulasInAnExportAreText() {
		this.application.getAs(token("=HYPERLINK(1)", "x").claim("tenant", "tenant-nine").sign(), "/api/me");
		String csv = get(reader("tenant-nine"), TRAIL + "/export?format=csv").body();
		assertThat(csv).contains("'=HYPERLINK(1)").doesNotContain(",=HYPERLINK");
	}

	@Test
	void exportWithoutFormatIsRefused() {
		assertThat(get(reader("tenant-one"), TRAIL + "/export").body()).contains("invalid_filter", "format");
	}

	@Test
	void whatIsDoneHereIsRecorded() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		get(reader("tenant-one"), TRAIL + "?user=alice");
		RecordedTrail.Recorded record = trail.only("audit.queried");
		assertThat(record.leaf()).containsEntry("tenant", "tenant-one");
		assertThat(record.personal()).containsEntry("sub", "reader").containsEntry("data", Map.of("user", "alice"));
	}

	@Test
	void userIsErasedAndTheLogStaysValid() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			String eraser = token("root", "actuator:read", "actuator:write", "audit:erase", "audit:verify",
					"audit:read:all")
				.sign();
			String path = TRAIL + "?user=alice&issuer="
					+ URLEncoder.encode(this.issuer.getIssuer(), StandardCharsets.UTF_8) + "&basis=GDPR%20Art.%2017";
			HttpResponse<String> erased = other
				.send(other.request(path).DELETE().header("Authorization", "Bearer " + eraser));
			assertThat((Integer) JsonPath.read(erased.body(), "$.records")).isEqualTo(1);
			assertThat(indices(other.getAs(eraser, TRAIL + "?user=alice").body())).isEmpty();
			awaitSigned(other, 3);
			assertThat((Boolean) JsonPath.read(other.postAs(eraser, TRAIL + "/verify", "{}").body(), "$.valid"))
				.isTrue();
			assertThat(other.getAs(eraser, TRAIL + "?type=audit.subject.erased").body()).contains("GDPR Art. 17",
					"\"count\":1");
		}
	}

	@Test
	void erasureTakesWhatARefusedTokenOfTheUserClaims() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			other.getAs(token("alice", "x").issuedAt(Instant.now().minus(Duration.ofHours(3))).sign(), "/api/me");
			awaitSigned(other, 3);
			String eraser = token("root", "actuator:read", "actuator:write", "audit:erase", "audit:read:all").sign();
			String export = TRAIL + "/export?format=ndjson&type=identity.rejected";
			assertThat(other.getAs(eraser, export).body()).contains("\"sub\":\"alice\"");
			HttpResponse<String> erased = other.send(other
				.request(TRAIL + "?user=alice&issuer="
						+ URLEncoder.encode(this.issuer.getIssuer(), StandardCharsets.UTF_8) + "&basis=x")
				.DELETE()
				.header("Authorization", "Bearer " + eraser));
			assertThat((Integer) JsonPath.read(erased.body(), "$.records")).isEqualTo(2);
			assertThat(other.getAs(eraser, export).body()).contains("expired_token").doesNotContain("alice");
		}
	}

	@Test
	void legalHoldRefusesErasure() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl(), "identifiabl.audit.legal-hold=true")) {
			HttpResponse<String> response = other.send(other.request(TRAIL + "?user=alice&issuer=x")
				.DELETE()
				.header("Authorization", "Bearer " + token("root", "actuator:write", "audit:erase").sign()));
			assertThat(response.statusCode()).isEqualTo(409);
			assertThat(response.body()).contains("legal_hold");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "audit:read:all", "audit:verify", "audit:erase" })
	void scopesOfOperatorsCountFromTheirIssuersOnly(String scope) {
		try (RunningApplication other = start(TestDatabase.H2.newUrl(),
				"identifiabl.operator-issuers=https://operators.example")) {
			String token = token("root", "actuator:read", "actuator:write", scope).sign();
			List<HttpResponse<String>> responses = List.of(other.getAs(token, TRAIL),
					other.getAs(token, "/actuator/auditevents"), other.postAs(token, TRAIL + "/verify", "{}"),
					other.send(other.request(TRAIL + "?user=a&issuer=b")
						.DELETE()
						.header("Authorization", "Bearer " + token)));
			assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(403);
		}
	}

	@Test
	void managementServerOnAnotherPortIsRecordedAsWell() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl(), "management.server.port=0")) {
			RecordedTrail trail = RecordedTrail.of(other);
			URI management = URI.create("http://127.0.0.1:" + other.getPort("local.management.port") + "/actuator");
			other.send(HttpRequest.newBuilder(URI.create(management + "/health")));
			HttpResponse<String> response = other.send(HttpRequest.newBuilder(URI.create(management + "/audittrail"))
				.header("Authorization", "Bearer " + reader("tenant-one")));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(trail.only("http.request").leaf()).containsEntry("route", "/actuator/audittrail")
				.containsEntry("tenant", "tenant-one");
		}
	}

	@Test
	void endpointIsNotExposedUnlessConfigured() {
		try (RunningApplication other = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + this.issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"spring.datasource.url=" + TestDatabase.H2.newUrl())) {
			assertThat(other.getAs(reader("tenant-one"), TRAIL).statusCode()).isEqualTo(404);
		}
	}

	private static List<String> users(String body) {
		return JsonPath.read(body, "$.events[*].personal.sub");
	}

	private static List<String> tenants(String body) {
		return JsonPath.read(body, "$.events[*].event.tenant");
	}

	private static List<Integer> indices(String body) {
		return JsonPath.read(body, "$.events[*].index");
	}

}

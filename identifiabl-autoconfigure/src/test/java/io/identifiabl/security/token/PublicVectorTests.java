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

package io.identifiabl.security.token;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalIds;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.SharedVectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JSONTestSuite and the Big List of Naughty Strings, in signed tokens over HTTP.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class PublicVectorTests {

	private static final String AUDIENCE = "https://inner-api";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	// of the log's own format, so that nothing but the message and its context is in a
	// line
	private static final String LOG_PATTERN = "logging.pattern.console="
			+ "LINE|%X{identifiabl.user}|%X{identifiabl.tenant}|%msg|END%n";

	private static final Pattern LOG_LINE = Pattern.compile("LINE\\|[^\\p{Cntrl}\\u2028\\u2029]*\\|END");

	private static @Nullable TestIssuer issuer;

	private static @Nullable RunningApplication application;

	@BeforeAll
	static void start() {
		if (!SharedVectors.exist()) {
			return;
		}
		issuer = TestIssuer.start();
		application = RunningApplication.start(LoggingApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=" + AUDIENCE, "identifiabl.token.max-size=1MB",
				"server.max-http-request-header-size=2MB", LOG_PATTERN);
	}

	@BeforeEach
	void skipWithoutVectors() {
		SharedVectors.path("");
	}

	@AfterAll
	static void stop() {
		if (application != null) {
			application.close();
		}
		if (issuer != null) {
			issuer.close();
		}
	}

	@Test
	void getWhenClaimIsNoJsonThenTokenIsMalformed() {
		assertThat(documents("n_", PublicVectorTests::asClaim)).hasSize(188)
			.allSatisfy((document, answer) -> assertThat(answer).isEqualTo("401 malformed_token"));
	}

	@Test
	void getWhenPayloadIsNoJsonThenTokenIsMalformed() {
		assertThat(documents("n_", SharedVectors::bytes)).hasSize(188)
			.allSatisfy((document, answer) -> assertThat(answer).isEqualTo("401 malformed_token"));
	}

	@Test
	void getWhenClaimIsJsonThenAcceptsUnlessNamesAreDuplicate() {
		Map<String, String> answers = documents("y_", PublicVectorTests::asClaim);
		assertThat(answers).hasSize(95)
			.containsEntry("y_object_duplicated_key.json", "401 malformed_token")
			.containsEntry("y_object_duplicated_key_and_value.json", "401 malformed_token");
		assertThat(answers.values()).filteredOn((answer) -> answer.equals("200 user")).hasSize(93);
	}

	@Test
	void getWhenPayloadIsJsonButNoClaimSetThenRefuses() {
		assertThat(documents("y_", SharedVectors::bytes).values()).hasSize(95)
			.containsOnly("401 malformed_token", "401 untrusted_issuer");
	}

	@Test
	void getWhenJsonIsDisputedThenAcceptsOrRefusesByName() {
		assertThat(documents("i_", PublicVectorTests::asClaim).values()).hasSize(35)
			.containsOnly("200 user", "401 malformed_token");
		assertThat(documents("i_", SharedVectors::bytes).values()).containsOnly("401 malformed_token",
				"401 untrusted_issuer");
	}

	@Test
	void getWhenSubjectIsNaughtyThenReturnsOrRefusesIt(CapturedOutput output) {
		List<String> subjects = naughtyStrings();
		List<String> refused = new ArrayList<>();
		for (String subject : subjects) {
			HttpResponse<String> response = send("sub", subject);
			if (response.statusCode() == 200) {
				JsonNode identity = JSON.readTree(response.body());
				assertThat(identity.path("subject").asString()).isEqualTo(subject);
				assertThat(identity.path("userId").asString()).isEqualTo(subject);
			}
			else {
				assertThat(answer(response)).isIn("401 invalid_claim", "401 missing_subject");
				refused.add(subject);
			}
		}
		assertThat(refused).allSatisfy(
				(subject) -> assertThat(isHarmless(subject) && PrincipalIds.isValid(subject)).as(subject).isFalse());
		assertLog(output, subjects.size());
	}

	@Test
	void getWhenOrganizationIsNaughtyThenReturnsItOrNone(CapturedOutput output) {
		List<String> organizations = naughtyStrings();
		for (String organization : organizations) {
			HttpResponse<String> response = send("org_id", organization);
			assertThat(response.statusCode()).isEqualTo(200);
			JsonNode found = JSON.readTree(response.body()).path("orgId");
			if (found.isMissingNode()) {
				assertThat(isHarmless(organization)).as(organization).isFalse();
			}
			else {
				assertThat(found.asString()).isEqualTo(organization);
			}
		}
		assertLog(output, organizations.size());
	}

	// a scope is granted as it is written or not at all
	@Test
	void getWhenScopeIsNaughtyThenGrantsOnlyScopesThatAreInIt(CapturedOutput output) {
		List<String> scopes = naughtyStrings();
		for (String scope : scopes) {
			HttpResponse<String> response = send("scope", scope);
			assertThat(response.statusCode()).isEqualTo(200);
			List<String> granted = new ArrayList<>();
			JSON.readTree(response.body()).path("scopes").forEach((node) -> granted.add(node.asString()));
			List<String> written = Arrays.stream(scope.split("[ \t\r\n]"))
				.filter((token) -> token.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+"))
				.distinct()
				.toList();
			assertThat(granted).isEqualTo(written);
		}
		assertLog(output, scopes.size());
	}

	// short, visible and without anything that moves or hides text
	private static boolean isHarmless(String text) {
		return text.length() <= 255 && !text.isBlank()
				&& text.codePoints().noneMatch((c) -> switch (Character.getType(c)) {
					case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
							Character.SURROGATE, Character.UNASSIGNED ->
						true;
					default -> false;
				});
	}

	// at most one line for each request, whatever was in its token, and the token in none
	private static void assertLog(CapturedOutput output, int requests) {
		List<String> lines = output.getAll().lines().toList();
		assertThat(lines).allSatisfy((line) -> assertThat(line).matches(LOG_LINE));
		assertThat(lines)
			.filteredOn((line) -> line.endsWith("|served|END") || line.contains("|Refused GET /api/me: 401 "))
			.hasSizeBetween(1, requests);
		assertThat(output.getAll()).doesNotContainPattern("eyJ[\\w-]*\\.");
	}

	private static Map<String, String> documents(String prefix, Function<Path, byte[]> payload) {
		Map<String, String> answers = new TreeMap<>();
		for (Path document : SharedVectors.files("json-test-suite/test_parsing")) {
			String name = document.getName(document.getNameCount() - 1).toString();
			if (name.startsWith(prefix)) {
				answers.put(name, answer(send(payload.apply(document))));
			}
		}
		return answers;
	}

	private static String answer(HttpResponse<String> response) {
		JsonNode body = JSON.readTree(response.body());
		return response.statusCode() + " " + body.path((response.statusCode() == 200) ? "subject" : "code").asString();
	}

	private static byte[] asClaim(Path document) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		String claims = JSON.writeValueAsString(claims());
		payload.writeBytes((claims.substring(0, claims.length() - 1) + ",\"x\":").getBytes(StandardCharsets.UTF_8));
		payload.writeBytes(SharedVectors.bytes(document));
		payload.write('}');
		return payload.toByteArray();
	}

	private static Map<String, Object> claims() {
		long now = Instant.now().getEpochSecond();
		return new TreeMap<>(
				Map.of("iss", issuer().getIssuer(), "sub", "user", "aud", AUDIENCE, "iat", now, "exp", now + 600));
	}

	private static HttpResponse<String> send(String claim, String value) {
		Map<String, Object> claims = claims();
		claims.put(claim, value);
		return send(JSON.writeValueAsBytes(claims));
	}

	private static HttpResponse<String> send(byte[] payload) {
		if (application == null) {
			throw new IllegalStateException("not started");
		}
		return application.getAs(signed(payload), "/api/me");
	}

	private static String signed(byte[] payload) {
		try {
			JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer().getKey().getKeyID()).build();
			String input = header.toBase64URL() + "." + Base64URL.encode(payload);
			return input + "."
					+ new RSASSASigner(issuer().getKey()).sign(header, input.getBytes(StandardCharsets.US_ASCII));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TestIssuer issuer() {
		if (issuer == null) {
			throw new IllegalStateException("not started");
		}
		return issuer;
	}

	private static List<String> naughtyStrings() {
		JsonNode strings = JSON.readTree(SharedVectors.bytes(SharedVectors.path("naughty-strings/blns.json")));
		List<String> texts = new ArrayList<>();
		strings.forEach((node) -> texts.add(node.asString()));
		assertThat(texts).hasSize(515);
		return texts;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(LoggingController.class)
	static class LoggingApplication {

	}

	@RestController
	static class LoggingController {

		private static final Logger LOGGER = LoggerFactory.getLogger(LoggingController.class);

		@GetMapping("/api/me")
		Identity me(@CurrentIdentity Identity identity) {
			LOGGER.info("served");
			return identity;
		}

	}

}

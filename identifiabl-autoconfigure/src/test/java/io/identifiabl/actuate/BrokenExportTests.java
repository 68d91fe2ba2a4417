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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An export that cannot be completed, in an application that answers all exceptions
 * itself.
 *
 * @author Identifiabl Contributors
 */
class BrokenExportTests {

	// what ends a body in chunks
	private static final String END = "\r\n0\r\n\r\n";

	@ParameterizedTest
	@CsvSource({ "local.server.port,", "local.management.port,management.server.port=0" })
	void exportThatBrokeOffHasNoEnd(String port, String property) throws Exception {
		try (TestIssuer issuer = TestIssuer.start(); RunningApplication application = start(issuer, property)) {
			DurableAuditTrail trail = application.getBean(DurableAuditTrail.class);
			long first = fill(trail);
			String token = issuer.token("root").audience("urn:api").scopes("actuator:read", "audit:read:all").sign();
			assertThat(export(application, port, token).endsWith(END)).isTrue();
			new JdbcTemplate(application.getBean(DataSource.class)).update(
					"UPDATE identifiabl_audit_event SET payload = REPLACE(payload, 'yy', 'zz') WHERE idx = ?", first);
			String broken = export(application, port, token);
			assertThat(broken).startsWith("HTTP/1.1 200");
			// whose texts would fill the report
			assertThat(broken.contains("yyyy")).isTrue();
			assertThat(broken.endsWith(END)).isFalse();
		}
	}

	private static RunningApplication start(TestIssuer issuer, String property) {
		return RunningApplication.start(AnsweringApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.operator-issuers=" + issuer.getIssuer(),
				"management.endpoints.web.exposure.include=audittrail",
				"spring.datasource.url=" + TestDatabase.H2.newUrl(), "identifiabl.audit.spill-file=",
				(property != null) ? property : "test=none");
	}

	// more than is read before anything is sent
	private static long fill(DurableAuditTrail trail) {
		AuditEvent.Builder large = AuditEvent.builder("test.large", Instant.now())
			.with(AuditField.REQUIRED, Collections.nCopies(20, "y".repeat(500)));
		return Stream.generate(() -> trail.append(large.build(), Urgency.AWAITED))
			.limit(200)
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList()
			.get(0);
	}

	private static String export(RunningApplication application, String port, String token) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.getPort(port))) {
			socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
			socket.getOutputStream()
				.write(("GET /actuator/audittrail/export?format=csv&type=test.large HTTP/1.1\r\nHost: localhost\r\n"
						+ "Connection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ApiApplication.class, Answers.class })
	static class AnsweringApplication {

	}

	@RestControllerAdvice
	static class Answers {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> answer() {
			return ResponseEntity.internalServerError().body("this is fine");
		}

	}

}

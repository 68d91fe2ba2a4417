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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

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
 * Exports that run at the same time, of clients that read slowly.
 *
 * @author Identifiabl Contributors
 */
class RunningExportsTests {

	private static final int AT_A_TIME = 4;

	private static final String EXPORT = "/actuator/audittrail/export?format=ndjson&type=test.large";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	@ParameterizedTest
	@ValueSource(strings = { EXPORT, "/actuator/audittrail/count?by=user" })
	void questionThatIsOneTooManyIsRefusedUntilAnotherEnds(String question) throws Exception {
		try (TestIssuer issuer = TestIssuer.start(); RunningApplication application = start(issuer)) {
			fill(application.getBean(DurableAuditTrail.class));
			String reader = issuer.token("root").audience("urn:api").scopes("actuator:read", "audit:read:all").sign();
			List<Socket> running = new ArrayList<>();
			for (int i = 0; i < AT_A_TIME; i++) {
				running.add(begin(application, reader));
			}
			assertThat(application.getAs(reader, question)).satisfies((response) -> {
				assertThat(response.statusCode()).isEqualTo(409);
				assertThat(response.body()).contains("export_running");
			});
			// a page is not a long question
			assertThat(application.getAs(reader, "/actuator/audittrail?type=test.large&limit=1").statusCode())
				.isEqualTo(200);
			for (Socket socket : running) {
				socket.close();
			}
			assertThat(await(application, reader, question)).isEqualTo(200);
		}
	}

	@Test
	void exportsThatEndedAreNotCounted() {
		try (TestIssuer issuer = TestIssuer.start(); RunningApplication application = start(issuer)) {
			String reader = issuer.token("root").audience("urn:api").scopes("actuator:read", "audit:read:all").sign();
			assertThat(Stream.generate(() -> application.getAs(reader, EXPORT)).limit(3 * AT_A_TIME))
				.extracting(HttpResponse::statusCode)
				.containsOnly(200);
		}
	}

	private static RunningApplication start(TestIssuer issuer) {
		return RunningApplication.start(SmallBuffers.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.operator-issuers=" + issuer.getIssuer(),
				"management.endpoints.web.exposure.include=audittrail",
				"spring.datasource.url=" + TestDatabase.H2.newUrl(), "identifiabl.audit.spill-file=");
	}

	// more than the buffers on the way hold
	private static void fill(DurableAuditTrail trail) {
		AuditEvent.Builder large = AuditEvent.builder("test.large", Instant.now())
			.with(AuditField.REQUIRED, Collections.nCopies(20, "y".repeat(500)));
		Stream.generate(() -> trail.append(large.build(), Urgency.AWAITED))
			.limit(200)
			.toList()
			.forEach(CompletableFuture::join);
	}

	// the first bytes of the answer, and then no more
	private static Socket begin(RunningApplication application, String token) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.setSoTimeout((int) TIMEOUT.toMillis());
		socket
			.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), application.getPort("local.server.port")));
		socket.getOutputStream()
			.write(("GET " + EXPORT + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
		assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
		return socket;
	}

	private static int await(RunningApplication application, String token, String question) {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		int status;
		do {
			status = application.getAs(token, question).statusCode();
		}
		while (status == 409 && System.nanoTime() < end);
		return status;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApiApplication.class)
	static class SmallBuffers {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
			return (factory) -> factory
				.addConnectorCustomizers((connector) -> connector.setProperty("socket.txBufSize", "8192"));
		}

	}

}

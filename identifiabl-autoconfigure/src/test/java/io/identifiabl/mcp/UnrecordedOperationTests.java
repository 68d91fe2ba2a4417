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

package io.identifiabl.mcp;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpApplication.Runs;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Operations whose record has to be durable, where none can be made.
 *
 * @author Identifiabl Contributors
 */
class UnrecordedOperationTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@ParameterizedTest
	@CsvSource({ "STREAMABLE, strict", "STREAMABLE, sync", "STATELESS, strict", "STATELESS, sync" })
	void callWhenAuditIsOffAndTheToolIsRecordedFirstThenIsRefused(String protocol, String delivery) {
		try (RunningApplication application = start(McpApplication.class, protocol, "identifiabl.audit.enabled=false",
				"identifiabl.tools.saveNote.audit=" + delivery,
				"identifiabl.resources.[notes://by-id/{id}].audit=" + delivery,
				"identifiabl.prompts.summary.audit=" + delivery)) {
			McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
			List<HttpResponse<String>> refused = List.of(alice.call("saveNote", "{\"text\":\"a\"}"),
					alice.request("resources/read", "{\"uri\":\"notes://by-id/7\"}"),
					alice.request("prompts/get", "{\"name\":\"summary\",\"arguments\":{\"topic\":\"x\"}}"));
			assertThat(refused).allSatisfy((response) -> {
				assertThat(response.statusCode()).isEqualTo(503);
				assertThat(response.body()).contains("\"code\":\"audit_unavailable\"");
			});
			assertThat(McpEndpoint.text(alice.call("readNotes", "{}"))).contains("notes of user");
			assertThat(application.getBean(Runs.class).getNames()).containsExactly("readNotes");
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void callWhenItsThreadHasNoRecordThenIsRefused() {
		try (RunningApplication application = start(McpApplication.class, "STREAMABLE",
				"identifiabl.tools.saveNote.audit=strict")) {
			List<SyncToolSpecification> tools = (List<SyncToolSpecification>) application.getContext()
				.getBean("toolSpecs");
			SyncToolSpecification tool = tools.stream()
				.filter((specification) -> specification.tool().name().equals("saveNote"))
				.findFirst()
				.orElseThrow();
			SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken("user", "", "SCOPE_notes:write"));
			try {
				assertThatExceptionOfType(McpError.class).isThrownBy(() -> call(tool))
					.withMessage("The request could not be recorded");
			}
			finally {
				SecurityContextHolder.clearContext();
			}
			assertThat(application.getBean(Runs.class).getNames()).isEmpty();
		}
	}

	@SuppressWarnings({ "NullAway", "ReturnValueIgnored" }) // outside of a session
	private static void call(SyncToolSpecification tool) {
		tool.callHandler().apply(null, CallToolRequest.builder("saveNote").arguments(Map.of("text", "a")).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "strict", "sync" })
	void startWhenEverythingIsRecordedFirstAndAuditIsOffThenFails(String delivery) {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> start(McpApplication.class, "STREAMABLE", "identifiabl.audit.enabled=false",
					"identifiabl.audit.delivery=" + delivery)
				.close())
			.withMessageStartingWith("identifiabl.audit.delivery is " + delivery)
			.satisfies((failure) -> assertThat(failure.getAction()).contains("identifiabl.audit.enabled",
					"identifiabl.audit.delivery"));
	}

	@Test
	void startWhenEverythingIsRecordedFirstAndThereIsNoTrailThenFails() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> start(McpApplication.class, "STREAMABLE", "identifiabl.audit.delivery=strict",
					"spring.autoconfigure.exclude=io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration")
				.close())
			.withMessageStartingWith("identifiabl.audit.delivery is strict");
	}

	@Test
	void startWhenNothingWaitsForItsRecordThenAuditMayBeOff() {
		try (RunningApplication application = start(McpApplication.class, "STREAMABLE",
				"identifiabl.audit.enabled=false", "identifiabl.audit.delivery=async")) {
			McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
			assertThat(McpEndpoint.text(alice.call("readNotes", "{}"))).contains("notes of user");
		}
	}

	@Test
	void requestWhenTheTrailOfTheApplicationFailsThenIsRefused() {
		try (RunningApplication application = start(OwnTrailApplication.class, "STREAMABLE",
				"identifiabl.audit.delivery=strict")) {
			McpEndpoint alice = McpEndpoint.of(application).as(token());
			assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(503);
			assertThat(alice.initialize().statusCode()).isEqualTo(503);
			assertThat(application.getBean(Runs.class).getNames()).isEmpty();
		}
	}

	private static String token() {
		return issuer.token("user").audience("urn:api").scopes("notes:read", "notes:write", "notes:one").sign();
	}

	private static RunningApplication start(Class<?> type, String protocol, String... properties) {
		String[] all = new String[properties.length + 6];
		all[0] = "identifiabl.issuer=" + issuer.getIssuer();
		all[1] = "identifiabl.audiences=urn:api";
		all[2] = "identifiabl.mcp.resource=https://api.example.com/mcp";
		all[3] = "spring.ai.mcp.server.enabled=true";
		all[4] = "spring.ai.mcp.server.protocol=" + protocol;
		all[5] = "identifiabl.audit.spill-file=";
		System.arraycopy(properties, 0, all, 6, properties.length);
		return RunningApplication.start(type, all);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(McpApplication.class)
	static class OwnTrailApplication {

		@Bean
		AuditTrail brokenTrail() {
			return new BrokenTrail();
		}

	}

	/**
	 * A trail that does not know what to do with a failure of its own.
	 */
	private static final class BrokenTrail implements AuditTrail {

		@Override
		public CompletableFuture<Long> append(AuditEvent event, Urgency urgency) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public long require(AuditEvent event, Urgency urgency) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public AuditPage find(AuditQuery query) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public @Nullable AuditRecord find(String eventId) {
			return null;
		}

		@Override
		public @Nullable SignedNote getCheckpoint() {
			return null;
		}

		@Override
		public InclusionProof prove(long index, long size) {
			throw new IllegalArgumentException();
		}

	}

}

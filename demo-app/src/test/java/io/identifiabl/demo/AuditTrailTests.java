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

package io.identifiabl.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.identifiabl.audit.verify.Main;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who did what through which client, and the proof of it, as docs/demo.md shows.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTests {

	private static final String TRAIL = "/actuator/audittrail";

	private static final String SIGNED_BY = "is signed by ";

	@SuppressWarnings("NullAway.Init")
	private RunningDemo demo;

	@SuppressWarnings("NullAway.Init")
	private String auditor;

	@BeforeEach
	void start() {
		this.demo = RunningDemo.start("logging.level.io.identifiabl.trail=info");
		this.auditor = this.demo
			.curlToken("user=bob&scope=actuator:read%20actuator:write%20audit:read:all%20audit:verify");
		ToolClient client = new ToolClient(this.demo, ToolClient.CLAUDE,
				this.demo.curlToken("user=alice&resource=" + RunningDemo.MCP_RESOURCE));
		client.call("saveMemory", "{\"text\":\"First snow\"}");
		client.call("recallMemories", "{}");
		client.call("forgetMemory", "{\"id\":\"x\"}");
	}

	@AfterEach
	void stop() {
		this.demo.close();
	}

	@Test
	void trailTellsWhoDidWhatThroughWhichClient() {
		List<Map<String, Object>> calls = JsonPath.read(trail("?type=mcp.tool.call"), "$.events");
		assertThat(calls).extracting((call) -> JsonPath.read(call, "$.event.tool"))
			.containsExactly("forgetMemory", "recallMemories", "saveMemory");
		assertThat(calls).extracting((call) -> JsonPath.read(call, "$.event.decision"))
			.containsExactly("deny", "permit", "permit");
		assertThat(calls).allSatisfy((call) -> {
			assertThat((String) JsonPath.read(call, "$.personal.sub")).isEqualTo("alice");
			assertThat((String) JsonPath.read(call, "$.personal.client")).isEqualTo("memory-companion");
		});
	}

	@Test
	void trailTellsWhoSawAMemory() {
		List<String> ids = JsonPath.read(trail("?tool=saveMemory"), "$.events[*].personal.touched_ids[0]");
		assertThat(ids).hasSize(1);
		List<String> tools = JsonPath.read(trail("?resource=" + ids.get(0)), "$.events[*].event.tool");
		assertThat(tools).containsExactly("recallMemories", "saveMemory");
	}

	@Test
	void recordAndLogAreVerifiedOffline(CapturedOutput output, @TempDir Path directory) throws Exception {
		String id = JsonPath.read(trail("?tool=saveMemory"), "$.events[0].event.id");
		awaitProof(id);
		Path proof = download("/" + id + "/proof", directory.resolve("event.tlog-proof"));
		Path leaf = download("/" + id + "/leaf", directory.resolve("leaf.json"));
		Path bundle = download("/export?format=bundle", directory.resolve("bundle.zip"));
		String log = output.getAll();
		String vkey = log.substring(log.lastIndexOf(SIGNED_BY) + SIGNED_BY.length()).lines().findFirst().orElseThrow();
		assertThat(verifyOffline(vkey, proof.toString(), "--entry", leaf.toString())).isZero();
		assertThat(verifyOffline(vkey, bundle.toString())).isZero();
	}

	@Test
	void editedRowIsCaught() {
		String id = JsonPath.read(trail("?tool=saveMemory"), "$.events[0].event.id");
		awaitProof(id);
		this.demo.getContext()
			.getBean(JdbcClient.class)
			.sql("update identifiabl_audit_event set personal = replace(personal, 'alice', 'carol') where event_id = ?")
			.param(id)
			.update();
		HttpResponse<String> report = Http.send(this.demo.request(TRAIL + "/verify")
			.header("Authorization", "Bearer " + this.auditor)
			.POST(BodyPublishers.noBody()));
		assertThat((Boolean) JsonPath.read(report.body(), "$.valid")).isFalse();
		assertThat((Integer) JsonPath.read(report.body(), "$.findings.length()")).isPositive();
	}

	private String trail(String query) {
		return this.demo.getAs(this.auditor, TRAIL + query).body();
	}

	private void awaitProof(String id) {
		while (this.demo.getAs(this.auditor, TRAIL + "/" + id + "/proof").statusCode() == 404) {
			Thread.onSpinWait();
		}
	}

	private Path download(String path, Path file) throws IOException, InterruptedException {
		Files.write(file,
				HttpClient.newHttpClient()
					.send(this.demo.request(TRAIL + path).header("Authorization", "Bearer " + this.auditor).build(),
							BodyHandlers.ofByteArray())
					.body());
		return file;
	}

	// what `java -jar identifiabl-audit.jar` does
	private static int verifyOffline(String vkey, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(),
						Main.class.getName(), "verify"));
		command.addAll(List.of(arguments));
		command.addAll(List.of("--vkey", vkey));
		return new ProcessBuilder(command).inheritIO().start().waitFor();
	}

}

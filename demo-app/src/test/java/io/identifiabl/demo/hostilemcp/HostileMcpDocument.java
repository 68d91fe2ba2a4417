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

package io.identifiabl.demo.hostilemcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.modelcontextprotocol.server.McpServer;
import org.apache.catalina.util.ServerInfo;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;

import io.identifiabl.test.hostile.HostileMessage;
import io.identifiabl.test.hostile.HostileMessages;

/**
 * The document that shows what every row was answered with.
 *
 * @author Identifiabl Contributors
 */
final class HostileMcpDocument {

	private final List<MessageOutcome> outcomes;

	HostileMcpDocument(List<MessageOutcome> outcomes) {
		this.outcomes = outcomes;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append(head().replace("${totals}", totals()).replace("${versions}", versions()));
		Map<HostileMessage, List<MessageOutcome>> rows = this.outcomes.stream()
			.collect(Collectors.groupingBy(MessageOutcome::row, LinkedHashMap::new, Collectors.toList()));
		HostileMessages.groups().forEach((id, title) -> {
			text.append("\n## ").append(id).append(' ').append(title).append('\n');
			text.append(
					"| id | what | the specification wants | expected | ours | stock |\n|---|---|---|---|---|---|\n");
			rows.forEach((row, answers) -> {
				if (row.getGroup().equals(id)) {
					append(row, answers, text);
				}
			});
		});
		return text.toString();
	}

	private static String head() {
		try (InputStream stream = HostileMcpDocument.class.getResourceAsStream("hostile-mcp-head.md")) {
			return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void append(HostileMessage row, List<MessageOutcome> answers, StringBuilder text) {
		String title = row.getTitle() + (row.getCaller().equals("alice") ? "" : " (by " + row.getCaller() + ")");
		text.append(String.join(" | ", "| " + row.getId(), title.replace("|", "\\|"), row.getWanted(),
				merge(answers, MessageOutcome::expected), merge(answers, MessageOutcome::oursInFull),
				merge(answers, (answer) -> answer.stock().toString())))
			.append(" |\n");
	}

	// one text, if all kinds of servers agree
	private static String merge(List<MessageOutcome> answers, Function<MessageOutcome, String> answer) {
		List<String> texts = answers.stream().map(answer).distinct().toList();
		if (texts.size() == 1) {
			return texts.get(0);
		}
		List<String> all = new ArrayList<>();
		answers.forEach((outcome) -> all.add(outcome.server() + ": " + answer.apply(outcome)));
		return String.join("; ", all);
	}

	private String totals() {
		return String.format(Locale.ROOT, """
				| of %d rows, %d exchanges | identifiabl | stock |
				|---|---|---|
				| done, of %d that must be refused | %d | %d |
				| refused, of %d that must be done | %d | %d |
				| answered with a 5xx | %d | %d |
				| answered with class names or stack frames | %d | %d |
				| text of the caller breaks a log line, or a stack trace is logged, but by the container | %d | %d |
				| the answer does not end | %d | %d |
				""", HostileMessages.rows().size(), this.outcomes.size(), count(MessageOutcome::isRefused),
				count((outcome) -> outcome.isRefused() && outcome.isDoneByUs()),
				count((outcome) -> outcome.isRefused() && outcome.isDoneByStock()),
				count((outcome) -> !outcome.isRefused()),
				count((outcome) -> !outcome.isRefused() && !outcome.isDoneByUs()),
				count((outcome) -> !outcome.isRefused() && !outcome.isDoneByStock()),
				count((outcome) -> outcome.ours().response().status() >= 500),
				count((outcome) -> outcome.stock().response().status() >= 500),
				count((outcome) -> outcome.ours().tellsInternals()),
				count((outcome) -> outcome.stock().tellsInternals()),
				count((outcome) -> logsBadly(outcome, outcome.ours())),
				count((outcome) -> logsBadly(outcome, outcome.stock())), count((outcome) -> !outcome.ours().ended()),
				count((outcome) -> !outcome.stock().ended()));
	}

	private static boolean logsBadly(MessageOutcome outcome, Reply reply) {
		return !outcome.row().isForContainer() && (reply.logsRawText() || reply.logsStackTrace());
	}

	private long count(Predicate<MessageOutcome> condition) {
		return this.outcomes.stream().filter(condition).count();
	}

	private static String versions() {
		return "Spring Boot " + SpringBootVersion.getVersion() + ", Spring Security "
				+ SpringSecurityCoreVersion.getVersion() + ", Spring AI "
				+ McpTool.class.getPackage().getImplementationVersion() + ", MCP Java SDK "
				+ McpServer.class.getPackage().getImplementationVersion() + ", "
				+ ServerInfo.getServerInfo().replace('/', ' ');
	}

}

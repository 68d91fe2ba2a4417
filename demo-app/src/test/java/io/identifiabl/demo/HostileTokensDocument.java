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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import com.nimbusds.jose.JWSObject;
import org.apache.catalina.util.ServerInfo;
import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;

import io.identifiabl.test.hostile.HostileTokens;

/**
 * The document that shows what every row was answered with.
 *
 * @author Identifiabl Contributors
 */
final class HostileTokensDocument {

	private final List<HostileOutcome> outcomes;

	HostileTokensDocument(List<HostileOutcome> outcomes) {
		this.outcomes = outcomes;
	}

	// for the front page
	String getSummary() {
		return String.format(Locale.ROOT, "accepts %d of %d tokens that must be refused, identifiabl %d",
				count(HostileOutcome::isHostile, HostileOutcome::isAcceptedByStock), count(HostileOutcome::isHostile),
				count(HostileOutcome::isHostile, (outcome) -> outcome.ours().status() == 200));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append(head().replace("${totals}", totals()).replace("${versions}", versions()));
		Map<String, String> withoutRows = HostileTokens.groupsWithoutRows();
		HostileTokens.groups().forEach((id, title) -> {
			text.append("\n## ").append(id).append(" ").append(title).append("\n");
			if (withoutRows.containsKey(id)) {
				text.append("Not a row. ").append(withoutRows.get(id)).append("\n");
			}
			else {
				text.append("| id | what | expected | ours | stock |\n|---|---|---|---|---|\n");
				this.outcomes.stream()
					.filter((outcome) -> outcome.row().getGroup().equals(id))
					.forEach((outcome) -> append(outcome, text));
			}
		});
		return text.toString();
	}

	private static String head() {
		try (InputStream stream = HostileTokensDocument.class.getResourceAsStream("hostile-tokens-head.md")) {
			return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void append(HostileOutcome outcome, StringBuilder text) {
		String expected = outcome.expected() + (outcome.row().isForContainer() ? " by the container" : "")
				+ (outcome.row().isChoice() ? " by choice" : "");
		String stock = (outcome.isHostile() && outcome.isAcceptedByStock()) ? "**200**" : outcome.stockText();
		text.append(String.join(" | ", "| " + outcome.row().getId(), outcome.row().getTitle().replace("|", "\\|"),
				expected, outcome.oursText(), stock))
			.append(" |\n");
	}

	private String totals() {
		return String.format(Locale.ROOT, """
				| of %d rows | identifiabl | stock |
				|---|---|---|
				| accepted, of %d that must be refused | %d | %d |
				| refused with a 5xx or without an error code, of those %d | %d | %d |
				| refused, of %d that must be accepted | %d | %d |
				""", this.outcomes.size(), count(HostileOutcome::isHostile),
				count(HostileOutcome::isHostile, (outcome) -> outcome.ours().status() == 200),
				count(HostileOutcome::isHostile, HostileOutcome::isAcceptedByStock), count(HostileOutcome::isHostile),
				count(HostileOutcome::isHostile, HostileTokensDocument::isUnexplainedByUs),
				count(HostileOutcome::isHostile, HostileOutcome::isUnexplainedByStock),
				count(HostileOutcome::isOddButGood),
				count(HostileOutcome::isOddButGood, (outcome) -> outcome.ours().status() != 200),
				count(HostileOutcome::isOddButGood, (outcome) -> !outcome.isAcceptedByStock()));
	}

	private static boolean isUnexplainedByUs(HostileOutcome outcome) {
		boolean unavailable = outcome.oursCode().equals("keys_unavailable") && outcome.row().getExpectedStatus() == 503;
		return outcome.oursCode().isEmpty() || (outcome.ours().status() >= 500 && !unavailable);
	}

	private long count(Predicate<HostileOutcome> condition) {
		return this.outcomes.stream().filter(condition).count();
	}

	private long count(Predicate<HostileOutcome> condition, Predicate<HostileOutcome> other) {
		return count(condition.and(other));
	}

	private static String versions() {
		String nimbus = JWSObject.class.getPackage().getImplementationVersion();
		return "Spring Boot " + SpringBootVersion.getVersion() + ", Spring Security "
				+ SpringSecurityCoreVersion.getVersion() + ", Nimbus JOSE+JWT " + nimbus + ", "
				+ ServerInfo.getServerInfo().replace('/', ' ');
	}

}

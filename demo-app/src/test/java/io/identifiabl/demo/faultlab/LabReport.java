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

package io.identifiabl.demo.faultlab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.JWSObject;
import org.apache.catalina.util.ServerInfo;
import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;

/**
 * What was measured in one scenario: a section of docs/fault-lab.md, which is written
 * with {@code -Dfault-lab.write=true} only, since no two runs have the same figures.
 *
 * @author Identifiabl Contributors
 */
final class LabReport {

	static final Path DOCUMENT = Path.of("..", "docs", "fault-lab.md");

	private static final String HEADING = "\n## ";

	private final Scenario scenario;

	private final List<String> lines = new ArrayList<>();

	LabReport(Scenario scenario, String... columns) {
		this.scenario = scenario;
		row((Object[]) columns);
		this.lines.add("|" + String.join("", Collections.nCopies(columns.length, "---|")));
	}

	synchronized void row(Object... cells) {
		StringBuilder line = new StringBuilder("|");
		for (Object cell : cells) {
			line.append(' ').append(cell).append(" |");
		}
		this.lines.add(line.toString());
	}

	// whether to measure what is only for the page
	static boolean isWanted() {
		return Boolean.getBoolean("fault-lab.write");
	}

	void write() {
		if (!isWanted()) {
			return;
		}
		try {
			Map<Scenario, String> sections = Files.exists(DOCUMENT) ? sections(Files.readString(DOCUMENT))
					: new EnumMap<>(Scenario.class);
			sections.put(this.scenario, section());
			Files.writeString(DOCUMENT, head() + String.join("", sections.values()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// in the order of the scenarios
	static Map<Scenario, String> sections(String document) {
		Map<Scenario, String> sections = new EnumMap<>(Scenario.class);
		for (Scenario scenario : Scenario.values()) {
			String heading = HEADING + scenario.getHeading() + "\n";
			int start = document.indexOf(heading);
			if (start >= 0) {
				int end = document.indexOf(HEADING, start + 1);
				sections.put(scenario, (end >= 0) ? document.substring(start, end) : document.substring(start));
			}
		}
		return sections;
	}

	private String section() {
		return HEADING + this.scenario.getHeading() + "\nPass mark: " + this.scenario.getMark() + ".\n\n"
				+ String.join("\n", this.lines) + "\n";
	}

	private static String head() {
		try (InputStream stream = LabReport.class.getResourceAsStream("fault-lab-head.md")) {
			String head = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
			return head.replace("${date}", LocalDate.now(ZoneOffset.UTC).toString())
				.replace("${size}", Lab.sizeName())
				.replace("${versions}", versions());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String versions() {
		return "JDK " + Runtime.version().feature() + " (" + System.getProperty("java.version") + "), "
				+ Runtime.getRuntime().availableProcessors() + " processors, Spring Boot "
				+ SpringBootVersion.getVersion() + ", Spring Security " + SpringSecurityCoreVersion.getVersion()
				+ ", Nimbus JOSE+JWT " + JWSObject.class.getPackage().getImplementationVersion() + ", "
				+ ServerInfo.getServerInfo().replace('/', ' ');
	}

}

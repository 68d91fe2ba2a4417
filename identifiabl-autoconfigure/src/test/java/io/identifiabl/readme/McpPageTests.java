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

package io.identifiabl.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages about MCP and about providers show is compiled and run here.
 *
 * @author Identifiabl Contributors
 */
class McpPageTests {

	private static final Path SOURCES = Path.of("src", "test", "java", "io", "identifiabl", "readme");

	private static final Path PAGE = Path.of("..", "docs", "mcp.md");

	@ParameterizedTest
	@CsvSource({ "mcp.md, MemoryTools.java", "providers.md, TrialConfiguration.java" })
	void javaSnippetIsCompiled(String page, String source) throws IOException {
		assertThat(normalize(Files.readString(SOURCES.resolve(source))))
			.contains(normalize(snippet(Path.of("..", "docs", page), "java")));
	}

	@Test
	void serverWithThePropertiesOfThePageGuardsTheTool() throws IOException {
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ToolApplication.class,
						"spring.config.import=" + write(snippet(PAGE, "yaml")),
						"identifiabl.issuer=" + issuer.getIssuer(), "spring.ai.mcp.server.enabled=true")) {
			McpEndpoint alice = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("https://api.example.com/mcp").scopes("memories:read").sign())
				.initialized();
			assertThat(McpEndpoint.challenge(alice.call("saveMemory", "{\"text\":\"snow\"}")))
				.contains("scope=\"memories:write\"");
		}
	}

	private static String write(String yaml) throws IOException {
		Path file = Files.createTempFile("mcp", ".yaml");
		file.toFile().deleteOnExit();
		Files.writeString(file, yaml);
		return "file:" + file;
	}

	private static String snippet(Path page, String language) throws IOException {
		Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(page));
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static String normalize(String text) {
		return text.replaceAll("\\s+", " ");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MemoryTools.class)
	static class ToolApplication {

	}

}

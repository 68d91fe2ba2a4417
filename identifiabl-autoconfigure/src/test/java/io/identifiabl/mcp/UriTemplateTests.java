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

import java.util.List;

import io.modelcontextprotocol.util.DefaultMcpUriTemplateManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UriTemplate}: it matches what the MCP server matches.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class UriTemplateTests {

	private static final List<String> URIS = List.of("", "notes://", "notes://a", "notes://a/", "notes://a/b",
			"notes://a/b/c", "notes://a-b", "notes://a--b", "notes://-", "notes://--", "notes://{id}", "x://a", "a-b-c",
			"notes://a/x", "notes://a/x/x", "notes:///x", "notes://a%2Fb", "notes://a?b=c", "notes://.*", "NOTES://a",
			"notes://\u00e4", "notes://a\nb", "notes://ab/cd-ef/x");

	@ParameterizedTest
	@ValueSource(strings = { "notes://{id}", "notes://{a}/{b}", "notes://{a}-{b}", "{a}", "notes://{a}/x", "notes://a",
			"notes://{a}/{b}/x", "{a}{b}", "notes://{a", "notes://a}", "notes://{}", "notes://{a/b}", "notes://{{a}",
			"notes://{a}/x{b}", "{a}-{b}-{c}", "notes://{}x}", "notes://{a/b}/{c}" })
	void matchesWhatTheServerMatches(String template) {
		DefaultMcpUriTemplateManager server = new DefaultMcpUriTemplateManager(template);
		UriTemplate ours = new UriTemplate(template);
		assertThat(ours.hasVariables()).isEqualTo(server.isUriTemplate(template));
		for (String uri : URIS) {
			assertThat(ours.matches(uri)).as(template + " " + uri).isEqualTo(server.matches(uri));
		}
	}

	@Test
	void matchesInTimeThatGrowsWithTheUriOnly() {
		UriTemplate template = new UriTemplate("{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}!");
		assertThat(template.matches("-".repeat(McpMessageReader.MAX_NAME_LENGTH))).isFalse();
	}

}

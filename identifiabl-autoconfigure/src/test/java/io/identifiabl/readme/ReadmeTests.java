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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README.md shows is compiled and run here.
 *
 * @author Identifiabl Contributors
 */
class ReadmeTests {

	private static final Path README = Path.of("..", "README.md");

	private static final Path SOURCES = Path.of("src", "test", "java", "io", "identifiabl", "readme");

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/providers.md" })
	void everyJavaSnippetIsCompiled(String page) throws IOException {
		String sources = normalize(readSources());
		assertThat(snippets(Path.of("..", page), "java")).isNotEmpty()
			.allSatisfy((snippet) -> assertThat(sources).contains(normalize(snippet)));
	}

	@Test
	void everyYamlSnippetStarts() throws IOException {
		for (String snippet : snippets(README, "yaml")) {
			WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(AutoConfigurations
				.of(IdentifiablKeyRetrievalAutoConfiguration.class, IdentifiablAutoConfiguration.class));
			PropertySource<?> properties = new YamlPropertySourceLoader()
				.load("readme", new ByteArrayResource(snippet.getBytes(StandardCharsets.UTF_8)))
				.get(0);
			runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(properties))
				.run((context) -> assertThat(context.getBean(IdentityProviders.class).getIssuers()).isNotEmpty());
		}
	}

	@Test
	void firstSnippetComesSoonAndThePageIsShort() throws IOException {
		List<String> lines = Files.readAllLines(README);
		assertThat(lines).hasSizeLessThanOrEqualTo(170);
		assertThat(lines.indexOf("```yaml")).isLessThan(30);
	}

	@Test
	void applicationDoesWhatThePageSays() {
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ReadmeApplication.class,
						"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=https://inner-api")) {
			String token = issuer.token("auth0|abc123").audience("https://inner-api").scopes("memories:read").sign();
			assertThat(RunningApplication.json(application.getAs(token, "/api/me"))).containsEntry("subject",
					"auth0|abc123");
			assertThat(application.postAs(token, "/api/memories", "x").statusCode()).isEqualTo(403);
			String trial = issuer.token("auth0|abc123").audience("https://inner-api").claim("trial_ends", 7).sign();
			assertThat(RunningApplication.json(application.getAs(trial, "/api/me"))).containsEntry("plan", "trial");
		}
	}

	@Test
	void identityOfThePageHasTheDocumentedForm() throws Exception {
		Map<String, Object> shown = JSONObjectUtils.parse(snippets(README, "json").get(0));
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ReadmeApplication.class,
						"identifiabl.providers.x.issuer=" + issuer.getIssuer(), "identifiabl.providers.x.type=auth0",
						"identifiabl.audiences=https://inner-api")) {
			String token = issuer.token("auth0|abc123")
				.audience("https://inner-api")
				.scopes("openid", "memories:read")
				.claim("permissions", List.of("memories:write"))
				.claim("org_id", "org_7Yk9pQ3")
				.claim("azp", "client123")
				.claim("plan", "free")
				.sign();
			String body = application.getAs(token, "/api/me").body();
			assertThat(JSONObjectUtils.parse(body.replace(issuer.getIssuer(), "https://dev-123.us.auth0.com")))
				.isEqualTo(shown);
		}
	}

	@Test
	void plainProgramNamesTheErrorOfAnUnusableToken() {
		assertThat(PlainApplication.run("opaque").getError()).isEqualTo(TokenError.UNSUPPORTED_TOKEN_FORMAT);
	}

	private static List<String> snippets(Path page, String language) throws IOException {
		Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(page));
		List<String> snippets = new ArrayList<>();
		while (matcher.find()) {
			snippets.add(matcher.group(1));
		}
		return snippets;
	}

	private static String readSources() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files.list(SOURCES)) {
			for (Path file : files.toList()) {
				sources.append(Files.readString(file));
			}
		}
		return sources.toString();
	}

	private static String normalize(String code) {
		return code.replaceAll("\\s+", " ").trim();
	}

}

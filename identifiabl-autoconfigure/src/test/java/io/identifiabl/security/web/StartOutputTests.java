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

package io.identifiabl.security.web;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a start leaves in the log: of a good application nothing to worry about, and of a
 * bad configuration only what is wrong with it.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class StartOutputTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static ConfigurableApplicationContext run(String... properties) {
		Stream<String> usual = Stream.of("server.port=0", "spring.jmx.enabled=false",
				"spring.http.clients.imperative.factory=jdk");
		return new SpringApplicationBuilder(ApiApplication.class)
			.run(Stream.concat(usual, Stream.of(properties)).map("--"::concat).toArray(String[]::new));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN ") || line.contains(" ERROR "))
			.filter((line) -> line.contains("i.i.") || line.contains("identifiabl."))
			.toList();
	}

	@Test
	void minimalApplicationHasNoWarning(CapturedOutput output) {
		run("identifiabl.providers.x.issuer=" + issuer.getIssuer(), "identifiabl.providers.x.type=generic",
				"identifiabl.audiences=https://api.example.com")
			.close();
		assertThat(warnings(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://idp.example.com/keys",
			"identifiabl.issuer=https://idp.example.com",
			"identifiabl.issuer=http://idp.example.com,identifiabl.audiences=x",
			"identifiabl.providers.x.type=unknown,identifiabl.providers.x.issuer=https://idp.example.com,identifiabl.audiences=x",
			"identifiabl.providers.x.ssl-bundle=none,identifiabl.providers.x.issuer=https://idp.example.com,identifiabl.audiences=x",
			"identifiabl.issuer=https://idp.example.com,identifiabl.audiences=x,identifiabl.token.clock-skew=-5s",
			"identifiabl.issuer=https://idp.example.com,identifiabl.audiences=x,identifiabl.scopes.hierarchy=a",
			"identifiabl.issuer=https://idp.example.com,identifiabl.audiences=x,identifiabl.keys.max-size=0" })
	void configurationThatIsWrongIsAllThereIsToRead(String properties, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(properties.split(",", -1)));
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START")
			.doesNotContain("Tomcat initialized", "Starting Servlet engine", "Error starting Tomcat", "HikariPool",
					"identifiabl-audit", "Checkpoint");
	}

}

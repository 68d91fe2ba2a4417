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

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application has names of its own for its beans, which are plain words.
 *
 * @author Identifiabl Contributors
 */
class OwnBeanNamesTests {

	private static final String[] PLAIN = { "operators", "auditTrail", "auditStore", "auditVerifier", "auditAccess",
			"tokenSettings", "tokenVerification", "tokenRevocations", "keySettings", "issuerKeys", "scopeHierarchy",
			"operationRecorder", "decisionRecorder", "denialResolver", "startupHints", "handlerCoverage",
			"resourceServerSettings", "mcpSettings", "mcpRoutes", "mcpEndpoint" };

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static ConfigurableApplicationContext run(String... names) {
		SpringApplication application = new SpringApplication(ApiApplication.class);
		application.addInitializers((context) -> Stream.of(names)
			.forEach((name) -> ((GenericApplicationContext) context).registerBean(name, Own.class)));
		return application.run("--server.port=0", "--spring.jmx.enabled=false",
				"--spring.http.clients.imperative.factory=jdk", "--identifiabl.issuer=" + issuer.getIssuer(),
				"--identifiabl.audiences=urn:api");
	}

	@Test
	void plainNamesAreTheApplications() {
		try (ConfigurableApplicationContext context = run(PLAIN)) {
			assertThat(context.getBeansOfType(Own.class)).containsOnlyKeys(PLAIN);
		}
	}

	@Test
	void everyNameOfOursSaysWhoseItIs() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> isOurs(context.getBeanFactory().getBeanDefinition(name)))
				// properties and configurations, which have the names of their classes
				.filter((name) -> !name.contains("."))
				// what Spring Boot has under these names
				.filter((name) -> !name.equals("authorizationEventPublisher") && !name.equals("auditEventRepository")))
				.isNotEmpty()
				.allMatch((name) -> name.startsWith("identifiabl") || name.contains("dentity")
						|| name.startsWith("requireScope") || name.contains("Registration"));
		}
	}

	private static boolean isOurs(BeanDefinition definition) {
		String description = String.valueOf(definition.getResourceDescription());
		return description.contains("io/identifiabl/") && definition.getFactoryMethodName() != null
				&& !description.contains("io/identifiabl/testapp/");
	}

	static class Own {

	}

}

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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * The application of the lab: the starter and one controller.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
// no database: what a start costs is paid for every scenario
@EnableAutoConfiguration(exclude = { OAuth2AuthorizationServerAutoConfiguration.class,
		OAuth2AuthorizationServerJwtAutoConfiguration.class, DataSourceAutoConfiguration.class })
class LabApplication {

	// the demo's own properties are left out, by the name of their file
	static ConfigurableApplicationContext start(List<Class<?>> beans, String... properties) {
		Class<?>[] sources = Stream.concat(Stream.<Class<?>>of(LabApplication.class, Api.class), beans.stream())
			.toArray(Class<?>[]::new);
		Stream<String> arguments = Stream.of("spring.config.name=none", "server.port=0", "spring.main.banner-mode=off",
				"spring.ai.mcp.server.enabled=false", "logging.level.root=error", "logging.level.io.identifiabl=error",
				"management.endpoint.health.probes.enabled=true",
				"management.endpoint.health.group.readiness.include=readinessState,identifiabl");
		return new SpringApplicationBuilder(sources).run(Stream.concat(arguments, Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new));
	}

	@RestController
	static class Api {

		@GetMapping("/api/me")
		Map<String, Object> me(@CurrentIdentity Identity identity) {
			return identity.toMap();
		}

	}

}

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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.test.hostile.HostileIssuer;
import io.identifiabl.test.hostile.HostileTokens;

/**
 * A resource server as Spring Boot makes it, with nothing of this library in it.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
		exclude = { OAuth2AuthorizationServerAutoConfiguration.class,
				OAuth2AuthorizationServerJwtAutoConfiguration.class },
		excludeName = { "io.identifiabl.security.token.IdentifiablAutoConfiguration",
				"io.identifiabl.actuate.IdentifiablAuditAutoConfiguration",
				"io.identifiabl.mcp.IdentifiablMcpAutoConfiguration",
				"io.identifiabl.operation.IdentifiablOperationAutoConfiguration",
				"io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration",
				"io.identifiabl.security.authorization.IdentifiablMethodSecurityAutoConfiguration",
				"io.identifiabl.security.context.IdentifiablContextAutoConfiguration",
				"io.identifiabl.web.IdentifiablWebMvcAutoConfiguration",
				"io.identifiabl.security.web.IdentifiablWebSecurityAutoConfiguration" })
@EnableMethodSecurity
public class StockApplication {

	private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	static ConfigurableApplicationContext start(HostileIssuer issuer, String property) {
		return start(issuer.issuer(), HostileTokens.getAudience(), property);
	}

	/**
	 * Start a resource server on a random port.
	 * @param issuer the one issuer that it trusts
	 * @param audience the audience that its tokens need
	 * @param properties more properties
	 * @return the running application
	 */
	public static ConfigurableApplicationContext start(String issuer, String audience, String... properties) {
		return start(new SpringApplicationBuilder(StockApplication.class, Api.class),
				Stream
					.concat(Stream.of(PREFIX + "issuer-uri=" + issuer, PREFIX + "audiences=" + audience),
							Stream.of(properties))
					.toArray(String[]::new));
	}

	static ConfigurableApplicationContext start(List<HostileIssuer> issuers, String property) {
		return start(new SpringApplicationBuilder(StockApplication.class, Api.class, StockIssuers.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("issuers", issuers)), property);
	}

	// the demo's own properties are left out, by the name of their file
	private static ConfigurableApplicationContext start(SpringApplicationBuilder application, String... properties) {
		Stream<String> arguments = Stream.of("spring.config.name=none", "server.port=0", "identifiabl.enabled=false",
				"spring.ai.mcp.server.enabled=false", "spring.main.banner-mode=off", "logging.level.root=warn");
		return application.run(Stream.concat(arguments, Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new));
	}

	@RestController
	static class Api {

		@GetMapping("/api/me")
		Map<String, Object> me(JwtAuthenticationToken authentication) {
			return authentication.getTokenAttributes();
		}

		@GetMapping("/api/memories")
		@PreAuthorize("hasAuthority('SCOPE_memories:read')")
		Map<String, Object> memories(JwtAuthenticationToken authentication) {
			return me(authentication);
		}

	}

}

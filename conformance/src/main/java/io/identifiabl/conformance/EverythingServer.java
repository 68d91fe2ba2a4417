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

package io.identifiabl.conformance;

import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The server under test. It demands tokens of an issuer that it brings along; with the
 * profile "open" it has no security at all, so that a difference between the two is the
 * starter's doing.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class EverythingServer {

	public static void main(String[] args) {
		run(args);
	}

	static ConfigurableApplicationContext run(String... args) {
		SpringApplication application = new SpringApplication(EverythingServer.class);
		application.addListeners(new LocalIssuer());
		return application.run(args);
	}

	// Spring AI completes this builder
	@Bean
	ServerCapabilities.Builder capabilities() {
		return new SubscribableResources().logging();
	}

	@Bean
	@Profile("open")
	SecurityFilterChain everythingOpen(HttpSecurity http) {
		return http.csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	// Spring AI always says that there are no subscriptions, and then the SDK has no
	// handler for them
	private static final class SubscribableResources extends ServerCapabilities.Builder {

		@Override
		public ServerCapabilities.Builder resources(Boolean subscribe, Boolean listChanged) {
			return super.resources(true, listChanged);
		}

	}

}

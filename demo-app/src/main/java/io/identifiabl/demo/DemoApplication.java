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

import java.time.Clock;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A memory service. It has no security configuration: the starter's is enough.
 *
 * @author Identifiabl Contributors
 */
// the authorization server is an application of its own: neither scanned nor configured
// here
@SpringBootApplication(proxyBeanMethods = false, scanBasePackages = "io.identifiabl.demo.memory",
		exclude = { OAuth2AuthorizationServerAutoConfiguration.class,
				OAuth2AuthorizationServerJwtAutoConfiguration.class })
@Import(MeController.class)
public class DemoApplication {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	/**
	 * Start the demo.
	 * @param args the command line, for example {@code --identifiabl.issuer=...}
	 */
	public static void main(String[] args) {
		run(args);
	}

	static ConfigurableApplicationContext run(String... args) {
		return new SpringApplicationBuilder(DemoApplication.class).listeners(new EmbeddedAuthorizationServer())
			.run(args);
	}

}

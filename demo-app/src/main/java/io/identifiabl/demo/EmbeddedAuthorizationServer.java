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

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

import io.identifiabl.demo.authorizationserver.AuthorizationServer;

/**
 * Starts an authorization server before the application and stops it after, unless the
 * application was configured with an issuer.
 *
 * @author Identifiabl Contributors
 */
final class EmbeddedAuthorizationServer implements ApplicationListener<ApplicationEvent> {

	private static final Log logger = LogFactory.getLog(EmbeddedAuthorizationServer.class);

	private @Nullable AuthorizationServer server;

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			startUnlessConfigured(prepared.getEnvironment());
		}
		else if (event instanceof ApplicationReadyEvent ready && this.server != null) {
			explain(this.server.getIssuer(), ready.getApplicationContext().getEnvironment());
		}
		else if (event instanceof ApplicationFailedEvent || isEnd(event)) {
			stop();
		}
	}

	private static boolean isEnd(ApplicationEvent event) {
		return event instanceof ContextClosedEvent closed && closed.getApplicationContext().getParent() == null;
	}

	private void startUnlessConfigured(ConfigurableEnvironment environment) {
		if (isConfigured(Binder.get(environment))) {
			return;
		}
		int port = environment.getRequiredProperty("demo.authorization-server.port", int.class);
		String[] resources = { environment.getRequiredProperty("identifiabl.resource"),
				environment.getRequiredProperty("identifiabl.mcp.resource") };
		// without the hook of a test, which waits for one application: ours
		AuthorizationServer started = SpringApplication.withHook((application) -> null,
				() -> AuthorizationServer.start(port, resources));
		this.server = started;
		environment.getPropertySources()
			.addFirst(new MapPropertySource("embeddedAuthorizationServer",
					Map.of("identifiabl.providers.embedded.type", "generic", "identifiabl.providers.embedded.issuer",
							started.getIssuer(), "identifiabl.providers.embedded.audiences",
							String.join(",", resources), "identifiabl.operator-issuers", started.getIssuer())));
	}

	// the properties that the starter takes a provider from
	private static boolean isConfigured(Binder binder) {
		String boot = "spring.security.oauth2.resourceserver.jwt.";
		return binder.bind("identifiabl.providers", Bindable.mapOf(String.class, Object.class)).isBound()
				|| Stream.of("identifiabl.issuer", boot + "issuer-uri", boot + "jwk-set-uri")
					.anyMatch((property) -> StringUtils.hasText(binder.bind(property, String.class).orElse("")));
	}

	private static void explain(String issuer, Environment environment) {
		logger.info(String.format(Locale.ROOT, """
				The demo is ready, with users alice and bob at its own authorization server. Try:

				  TOKEN=$(curl -s '%1$s/demo/token?user=alice')
				  curl -H "Authorization: Bearer $TOKEN" %2$s/api/me
				  curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
				       -d '{"text":"First snow this year","emotion":"joy"}' %2$s/api/memories
				  curl -H "Authorization: Bearer $TOKEN" %2$s/api/memories

				The same memories for an AI client, which finds out the rest by itself:

				  claude mcp add --transport http memories %2$s/mcp
				""", issuer, "http://localhost:" + environment.getProperty("local.server.port")));
	}

	private void stop() {
		AuthorizationServer stopping = this.server;
		this.server = null;
		if (stopping != null) {
			stopping.close();
		}
	}

}

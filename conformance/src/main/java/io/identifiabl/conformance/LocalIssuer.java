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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

import io.identifiabl.test.TestIssuer;

/**
 * Starts an issuer for the protected server, and writes a token of it for this server to
 * the file {@code conformance.token-file}.
 *
 * @author Identifiabl Contributors
 */
final class LocalIssuer implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		if (environment.acceptsProfiles(Profiles.of("open"))) {
			return;
		}
		// it ends with the process, as the server does
		TestIssuer issuer = TestIssuer.start();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("localIssuer", Map.of("identifiabl.issuer", issuer.getIssuer())));
		write(Path.of(environment.getRequiredProperty("conformance.token-file")),
				issuer.token("conformance-suite")
					.audience(environment.getRequiredProperty("identifiabl.resource"))
					.sign());
	}

	private static void write(Path file, String token) {
		try {
			Files.writeString(file, token);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The token could not be written", ex);
		}
	}

}

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

package io.identifiabl.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.identifiabl.benchmarks.application.OpenApplication;
import io.identifiabl.benchmarks.application.ResourceServerApplication;

/**
 * The applications that are compared.
 *
 * @author Identifiabl Contributors
 */
enum ApplicationKind {

	/**
	 * Lets everybody in.
	 */
	OPEN("open endpoint with a filter chain", OpenApplication.class) {

		@Override
		List<String> properties(String jwkSetUri) {
			return List.of();
		}

	},

	/**
	 * Spring Boot's resource server.
	 */
	STOCK("Spring Boot's resource server", ResourceServerApplication.class) {

		@Override
		List<String> properties(String jwkSetUri) {
			String prefix = "--spring.security.oauth2.resourceserver.jwt.";
			return List.of(prefix + "issuer-uri=" + SampleIssuer.ISSUER, prefix + "jwk-set-uri=" + jwkSetUri,
					prefix + "audiences=" + SampleIssuer.AUDIENCE);
		}

	},

	/**
	 * The same application, with the starter on its class path.
	 */
	STARTER("identifiabl, every request recorded", ResourceServerApplication.class) {

		@Override
		List<String> properties(String jwkSetUri) {
			return starterProperties(jwkSetUri);
		}

	},

	/**
	 * The same, without the audit trail, which Spring Boot's has not either.
	 */
	UNRECORDED("identifiabl without the audit trail", ResourceServerApplication.class) {

		@Override
		List<String> properties(String jwkSetUri) {
			List<String> properties = new ArrayList<>(starterProperties(jwkSetUri));
			properties.add("--identifiabl.audit.enabled=false");
			return properties;
		}

	};

	private static final List<String> COMMON_PROPERTIES = List.of("--server.port=0", "--server.address=127.0.0.1",
			"--server.tomcat.max-keep-alive-requests=-1", "--spring.main.banner-mode=off", "--logging.level.root=off");

	private final String label;

	private final Class<?> mainClass;

	ApplicationKind(String label, Class<?> mainClass) {
		this.label = label;
		this.mainClass = mainClass;
	}

	boolean isWithStarter() {
		return this == STARTER || this == UNRECORDED;
	}

	String getLabel() {
		return this.label;
	}

	abstract List<String> properties(String jwkSetUri);

	private static List<String> starterProperties(String jwkSetUri) {
		String prefix = "--identifiabl.providers.sample.";
		return List.of(prefix + "issuer=" + SampleIssuer.ISSUER, prefix + "jwk-set-uri=" + jwkSetUri,
				prefix + "audiences=" + SampleIssuer.AUDIENCE);
	}

	/**
	 * Start the application and wait until it is ready.
	 * @param classPath the class path of the benchmarks
	 * @param jwkSetUri where the issuer's keys are
	 * @return the application
	 * @throws IOException if it does not start
	 */
	RunningApplication start(ClassPath classPath, String jwkSetUri) throws IOException {
		List<String> arguments = new ArrayList<>(COMMON_PROPERTIES);
		arguments.addAll(properties(jwkSetUri));
		JavaProcess process = JavaProcess.start(isWithStarter() ? classPath.withStarter() : classPath.withoutStarter(),
				this.mainClass, List.of("-Xms256m", "-Xmx256m"), arguments);
		return RunningApplication.of(this, process);
	}

}

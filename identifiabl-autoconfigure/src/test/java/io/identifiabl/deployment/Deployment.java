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

package io.identifiabl.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.identifiabl.testapp.RunningApplication;

/**
 * Forms in which Spring Boot lets an application be deployed.
 *
 * @author Identifiabl Contributors
 */
enum Deployment {

	TOMCAT {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties);
		}

	},

	JETTY {

		@Override
		Deployed start(List<String> properties) {
			return embedded(JettyApplication.class, properties);
		}

	},

	CONTEXT_PATH {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties, "server.servlet.context-path=/app").below("/app",
					"");
		}

	},

	SERVLET_PATH {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties, "spring.mvc.servlet.path=/web").below("", "/web");
		}

	},

	CONTEXT_AND_SERVLET_PATH_ON_JETTY {

		@Override
		Deployed start(List<String> properties) {
			return embedded(JettyApplication.class, properties, "server.servlet.context-path=/app",
					"spring.mvc.servlet.path=/web")
				.below("/app", "/web");
		}

	},

	MANAGEMENT_PORT {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties, "management.server.port=0");
		}

	},

	LAZY {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties, "spring.main.lazy-initialization=true");
		}

	},

	VIRTUAL_THREADS {

		@Override
		Deployed start(List<String> properties) {
			return embedded(DeployedApplication.class, properties, "spring.threads.virtual.enabled=true");
		}

	},

	WAR_IN_TOMCAT {

		@Override
		Deployed start(List<String> properties) {
			return WarInTomcat.start("", properties);
		}

	},

	WAR_BELOW_A_CONTEXT_PATH {

		@Override
		Deployed start(List<String> properties) {
			return WarInTomcat.start("/app", properties);
		}

	},

	WAR_IN_JETTY {

		@Override
		Deployed start(List<String> properties) {
			return WarInJetty.start(properties);
		}

	};

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	/**
	 * Start the application.
	 * @param properties its configuration
	 * @return the application in this form
	 */
	abstract Deployed start(List<String> properties);

	/**
	 * Return the forms that this JDK can run.
	 * @return the forms
	 */
	static Stream<Deployment> possible() {
		return Arrays.stream(values())
			.filter((deployment) -> deployment != VIRTUAL_THREADS
					|| Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
	}

	private static Deployed embedded(Class<?> type, List<String> properties, String... more) {
		List<String> all = new ArrayList<>(properties);
		all.addAll(List.of(more));
		RunningApplication application = RunningApplication.start(type, all.toArray(String[]::new));
		return new Deployed(application.getPort("local.server.port"),
				application.getContext().getEnvironment().getProperty("local.management.port", Integer.class),
				application::close);
	}

}

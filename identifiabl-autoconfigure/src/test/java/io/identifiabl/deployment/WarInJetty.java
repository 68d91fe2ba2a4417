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

import java.util.List;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.web.SpringServletContainerInitializer;

/**
 * A Jetty that is there before the application, and starts it as it starts a WAR.
 *
 * @author Identifiabl Contributors
 */
final class WarInJetty {

	private WarInJetty() {
	}

	static Deployed start(List<String> properties) {
		Server server = new Server();
		ServerConnector connector = new ServerConnector(server);
		server.addConnector(connector);
		ServletContextHandler context = new ServletContextHandler("/");
		context.addServletContainerInitializer(new SpringServletContainerInitializer(), DeployedApplication.class);
		properties.forEach((property) -> context.setInitParameter(property.substring(0, property.indexOf('=')),
				property.substring(property.indexOf('=') + 1)));
		server.setHandler(context);
		try {
			server.start();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return new Deployed(connector.getLocalPort(), null, () -> stop(server));
	}

	private static void stop(Server server) {
		try {
			server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

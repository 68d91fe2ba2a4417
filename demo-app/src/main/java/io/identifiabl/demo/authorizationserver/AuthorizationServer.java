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

package io.identifiabl.demo.authorizationserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/**
 * A running authorization server. For the demo only: its users and their passwords are
 * public, and its keys are new at each start.
 *
 * @author Identifiabl Contributors
 */
public final class AuthorizationServer implements AutoCloseable {

	private final String issuer;

	private final ConfigurableApplicationContext context;

	private AuthorizationServer(String issuer, ConfigurableApplicationContext context) {
		this.issuer = issuer;
		this.context = context;
	}

	/**
	 * Start the server on a port of the loopback interface.
	 * @param port the port, 0 for any
	 * @param audiences the identifiers of the resources that tokens may be for (RFC
	 * 8707), first that of tokens whose client does not ask for one
	 * @return the running server
	 */
	public static AuthorizationServer start(int port, String... audiences) {
		Resources resources = new Resources(audiences);
		int actualPort = (port != 0) ? port : findPort();
		String issuer = "http://localhost:" + actualPort;
		ConfigurableApplicationContext context = new SpringApplicationBuilder(AuthorizationServerConfiguration.class)
			.main(AuthorizationServer.class)
			.environment(environment())
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.initializers(
					(GenericApplicationContext starting) -> starting.registerBean(Resources.class, () -> resources))
			.run("--spring.config.name=authorization-server", "--server.port=" + actualPort,
					"--spring.security.oauth2.authorizationserver.issuer=" + issuer);
		return new AuthorizationServer(issuer, context);
	}

	// the issuer has the port in it and has to be known before the server listens
	private static int findPort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// SERVER_PORT or SERVER_ADDRESS are meant for the API, not for this server
	private static StandardEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		return environment;
	}

	/**
	 * Return the issuer.
	 * @return the value of the {@code iss} claim, without a trailing slash
	 */
	public String getIssuer() {
		return this.issuer;
	}

	ConfigurableApplicationContext getContext() {
		return this.context;
	}

	/**
	 * Stop the server.
	 */
	@Override
	public void close() {
		this.context.close();
	}

}

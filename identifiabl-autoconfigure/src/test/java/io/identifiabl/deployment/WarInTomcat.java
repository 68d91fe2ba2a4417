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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.SpringServletContainerInitializer;

/**
 * A Tomcat that is there before the application, and starts it as it starts a WAR: by the
 * initializer that Spring declares for containers.
 *
 * @author Identifiabl Contributors
 */
final class WarInTomcat {

	private final Tomcat tomcat;

	private final Path directory;

	private WarInTomcat(Tomcat tomcat, Path directory) {
		this.tomcat = tomcat;
		this.directory = directory;
	}

	static Deployed start(String contextPath, List<String> properties) {
		try {
			Path directory = Files.createTempDirectory("tomcat");
			Tomcat tomcat = new Tomcat();
			tomcat.setBaseDir(directory.toString());
			tomcat.setPort(0);
			Context context = tomcat.addContext(contextPath, directory.toString());
			context.setParentClassLoader(WarInTomcat.class.getClassLoader());
			context.addServletContainerInitializer(new SpringServletContainerInitializer(),
					Set.of(DeployedApplication.class));
			properties.forEach((property) -> context.addParameter(property.substring(0, property.indexOf('=')),
					property.substring(property.indexOf('=') + 1)));
			WarInTomcat war = new WarInTomcat(tomcat, directory);
			tomcat.getConnector();
			tomcat.start();
			return new Deployed(tomcat.getConnector().getLocalPort(), null, war::stop).below(contextPath, "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void stop() {
		try {
			this.tomcat.stop();
			this.tomcat.destroy();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

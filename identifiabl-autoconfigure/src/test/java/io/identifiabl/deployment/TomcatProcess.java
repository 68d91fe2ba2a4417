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

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that knows nothing but the WAR it is given.
 *
 * @author Identifiabl Contributors
 */
public final class TomcatProcess {

	private TomcatProcess() {
	}

	public static void main(String[] arguments) throws Exception {
		Tomcat tomcat = new Tomcat();
		Path war = Path.of(arguments[0]);
		Path directory = Files.createTempDirectory(war.getParent(), "tomcat");
		tomcat.setBaseDir(directory.toString());
		tomcat.setPort(0);
		Files.createDirectory(directory.resolve("webapps"));
		tomcat.addWebapp("/app", war.toString());
		tomcat.getConnector();
		tomcat.start();
		System.out.println("started on port " + tomcat.getConnector().getLocalPort());
		tomcat.getServer().await();
	}

}

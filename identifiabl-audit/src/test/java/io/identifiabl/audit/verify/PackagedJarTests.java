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

package io.identifiabl.audit.verify;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar as an auditor runs it: alone, without a class path.
 *
 * @author Identifiabl Contributors
 */
class PackagedJarTests {

	@TempDir
	Path directory;

	@Test
	void jarVerifiesABundleByItself() throws Exception {
		InMemoryAuditStore store = Logs.create(1000);
		String bundle = Logs.bundle(store, Logs.sign(store), this.directory).toString();
		assertThat(run("verify", bundle, "--vkey", Logs.SIGNER.getVerifierKey().toString())).isZero();
	}

	@Test
	void jarExitsWithTwoWhenItCannotBeUsed() throws Exception {
		assertThat(run("help")).isEqualTo(2);
	}

	@Test
	void jarHasTheVersionThatExportsName() throws Exception {
		URL[] jar = { Path.of(System.getProperty("audit.jar", "")).toUri().toURL() };
		try (URLClassLoader loader = new URLClassLoader(jar, null)) {
			Class<?> export = loader.loadClass("io.identifiabl.audit.export.OcsfExport");
			assertThat(export.getPackage().getImplementationVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
		}
	}

	private int run(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
						System.getProperty("audit.jar", "")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
		return process.exitValue();
	}

}

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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The forms that are packaged, or compiled ahead of time, and run by themselves.
 *
 * @author Identifiabl Contributors
 */
@ParameterizedClass
@EnumSource
class PackagedDeploymentTests extends AbstractDeploymentTests {

	@TempDir
	private static Path directory;

	@Parameter
	PackagedDeployment deployment;

	@BeforeParameterizedClassInvocation
	static void start(PackagedDeployment deployment) throws IOException {
		Path own = Files.createDirectory(directory.resolve(deployment.name()));
		use(deployment.start(own, properties()));
	}

}

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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The forms that can be had within the process of the tests, on each JDK.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
@ParameterizedClass
@MethodSource("io.identifiabl.deployment.Deployment#possible")
class DeploymentTests extends AbstractDeploymentTests {

	@Parameter
	Deployment deployment;

	@BeforeParameterizedClassInvocation
	static void start(Deployment deployment) {
		use(deployment.start(properties()));
	}

}

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

package io.identifiabl.autoconfigure;

import org.springframework.core.env.Environment;

/**
 * Where Spring Security's filter is among those of the container.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SecurityFilterOrder {

	// see SecurityFilterProperties
	private static final int DEFAULT_ORDER = -100;

	private SecurityFilterOrder() {
	}

	/**
	 * Return the order.
	 * @param environment the configuration of the application
	 * @return what {@code spring.security.filter.order} says, or Spring Boot's default
	 */
	public static int of(Environment environment) {
		return environment.getProperty("spring.security.filter.order", Integer.class, DEFAULT_ORDER);
	}

}

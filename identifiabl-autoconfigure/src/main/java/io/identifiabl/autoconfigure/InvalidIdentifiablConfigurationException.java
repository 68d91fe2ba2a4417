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

import java.io.Serial;

/**
 * A configuration with which the application must not start.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class InvalidIdentifiablConfigurationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param description what is wrong
	 * @param action what to write instead
	 */
	public InvalidIdentifiablConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * Return the failure of an application that names no identity provider.
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException noProvider() {
		return ConfigurationFailures.noIssuer();
	}

	/**
	 * Return the failure of a resource that is not a URL clients could use.
	 * @param resource the configured value
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableResource(String resource) {
		return ConfigurationFailures.unusableResource(resource);
	}

	/**
	 * Return what to write instead.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}

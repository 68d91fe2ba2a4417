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
	 * @param property the name of the property
	 * @param resource the configured value
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableResource(String property, String resource) {
		return ConfigurationFailures.unusableResource(property, resource);
	}

	/**
	 * Return the failure of a method whose declaration would be without effect.
	 * @param method the method
	 * @param reason why nothing can guard it
	 * @param action what to do about it
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unguardedMethod(String method, String reason,
			String action) {
		return new InvalidIdentifiablConfigurationException(
				"The scopes of " + method + " would not be checked: " + reason + ".", action);
	}

	/**
	 * Return the failure of scopes in annotations that contradict each other or are none.
	 * @param reason what is wrong, and where
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableDeclaration(String reason) {
		return new InvalidIdentifiablConfigurationException("It is not clear what a call needs: " + reason + ".",
				"Write one @RequireScope on the method or on the class itself, with scopes that have no blanks and "
						+ "quotes in them (RFC 6749 section 3.3).");
	}

	/**
	 * Return the failure of an MCP server that could not be guarded.
	 * @param cause what is configured
	 * @param consequence what would follow from it
	 * @param action what to write instead
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unguardedMcpServer(String cause, String consequence,
			String action) {
		return new InvalidIdentifiablConfigurationException(
				"The MCP server cannot be guarded: " + cause + ", and " + consequence + ".",
				action + " Set identifiabl.mcp.enabled=false to run it unguarded.");
	}

	/**
	 * Return the failure of an MCP server that advises clients to ask for refresh tokens.
	 * @param property the property below {@code identifiabl.mcp}
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException refreshScope(String property) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.mcp." + property
						+ " contains offline_access, which is between a client and its authorization server.",
				"Remove offline_access; clients that want a refresh token ask for it by themselves.");
	}

	/**
	 * Return the failure of a setting of the MCP endpoint.
	 * @param name the property below {@code identifiabl.mcp}
	 * @param value its value
	 * @param usable what it has to be
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableMcpSetting(String name, String value,
			String usable) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.mcp." + name + " '" + value + "' is not usable.", "Set it to " + usable + ".");
	}

	/**
	 * Return the failure of a tool whose declaration contradicts itself or cannot work.
	 * @param method the method
	 * @param reason what is wrong with it
	 * @param action what to do about it
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableTool(String method, String reason, String action) {
		return new InvalidIdentifiablConfigurationException(
				method + " cannot be offered to MCP clients: " + reason + ".", action);
	}

	/**
	 * Return the failure of configured scopes that are none.
	 * @param name what they are configured for
	 * @param reason what is wrong with them
	 * @return the exception
	 */
	public static InvalidIdentifiablConfigurationException unusableScopes(String name, String reason) {
		return new InvalidIdentifiablConfigurationException(
				"The scopes of '" + name + "' are not usable: " + reason + ".",
				"Write a list of scopes without blanks and quotes in them (RFC 6749 section 3.3).");
	}

	/**
	 * Return what to write instead.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}

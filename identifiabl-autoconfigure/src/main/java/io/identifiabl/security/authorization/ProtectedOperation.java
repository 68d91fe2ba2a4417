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

package io.identifiabl.security.authorization;

/**
 * Something that an AI client may ask a server to do, as the object of an authorization.
 *
 * @param type what it is
 * @param name the name of a tool or a prompt, or the URI of a resource
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record ProtectedOperation(Type type, String name) {

	/**
	 * Return a tool.
	 * @param name its name
	 * @return the operation
	 */
	public static ProtectedOperation tool(String name) {
		return new ProtectedOperation(Type.TOOL, name);
	}

	/**
	 * Return a resource.
	 * @param uri its URI
	 * @return the operation
	 */
	public static ProtectedOperation resource(String uri) {
		return new ProtectedOperation(Type.RESOURCE, uri);
	}

	/**
	 * Return a prompt.
	 * @param name its name
	 * @return the operation
	 */
	public static ProtectedOperation prompt(String name) {
		return new ProtectedOperation(Type.PROMPT, name);
	}

	/**
	 * What an operation is.
	 */
	public enum Type {

		/**
		 * A tool that is called.
		 */
		TOOL("tool"),

		/**
		 * A resource that is read or subscribed to.
		 */
		RESOURCE("resource"),

		/**
		 * A prompt that is got.
		 */
		PROMPT("prompt");

		private final String value;

		Type(String value) {
			this.value = value;
		}

		/**
		 * Return the name of the type.
		 * @return its name in lower case
		 */
		public String getValue() {
			return this.value;
		}

	}

}

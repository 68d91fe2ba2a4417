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

package io.identifiabl.mcp;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the MCP server and has let a request through. It is kept on the
 * request, where no caller can write, so that the server's own transport can tell a
 * request that was decided about from one that found another way.
 *
 * @author Identifiabl Contributors
 */
enum GatePass {

	/**
	 * From where, by which name and in which version the endpoint is called was checked.
	 */
	EDGE,

	/**
	 * The caller, its session and its message were checked.
	 */
	GATE;

	private final String attribute = GatePass.class.getName() + "." + name();

	void grant(ServletRequest request) {
		request.setAttribute(this.attribute, this);
	}

	static @Nullable GatePass find(String attribute) {
		for (GatePass pass : values()) {
			if (pass.attribute.equals(attribute)) {
				return pass;
			}
		}
		return null;
	}

	static boolean isComplete(ServletRequest request) {
		for (GatePass pass : values()) {
			if (request.getAttribute(pass.attribute) != pass) {
				return false;
			}
		}
		return true;
	}

}

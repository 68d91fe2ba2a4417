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

import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerStreamableHttpProperties;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Leaves it to the gate to refuse clients that delete sessions, where the application
 * disallows that. The MCP server would refuse everybody, and keep the sessions that
 * nobody can use any more. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionDeletion implements BeanPostProcessor {

	private volatile boolean disallowed;

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof McpServerStreamableHttpProperties server && server.isDisallowDelete()) {
			this.disallowed = true;
			server.setDisallowDelete(false);
		}
		return bean;
	}

	boolean isDisallowed() {
		return this.disallowed;
	}

}

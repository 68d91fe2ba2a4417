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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.operation.Delivery;

/**
 * Configuration properties of one MCP tool, resource or prompt.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public class OperationProperties {

	/**
	 * Comma-separated list of scopes that a caller needs, besides those that are declared
	 * in code. With none, every authenticated caller may call.
	 */
	private List<String> scopes = new ArrayList<>();

	/**
	 * When the audit record of a call has to be durable, if not as for all others. Where
	 * nothing else is set, this leaves open who may call.
	 */
	private @Nullable Delivery audit;

	public List<String> getScopes() {
		return this.scopes;
	}

	public void setScopes(List<String> scopes) {
		this.scopes = scopes;
	}

	public @Nullable Delivery getAudit() {
		return this.audit;
	}

	public void setAudit(@Nullable Delivery audit) {
		this.audit = audit;
	}

}

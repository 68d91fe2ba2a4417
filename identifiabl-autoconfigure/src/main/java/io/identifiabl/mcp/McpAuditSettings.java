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

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.operation.Delivery;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * What an application decides about the records of what MCP clients ask for.
 *
 * @author Identifiabl Contributors
 */
final class McpAuditSettings {

	private static final int MIN_KEY_LENGTH = 32;

	private McpAuditSettings() {
	}

	static McpAudit from(OperationsProperties operations, AuditProperties audit) {
		Map<ProtectedOperation, Delivery> deliveries = new LinkedHashMap<>();
		put(deliveries, operations.getTools(), ProtectedOperation::tool);
		put(deliveries, operations.getResources(), ProtectedOperation::resource);
		put(deliveries, operations.getPrompts(), ProtectedOperation::prompt);
		return new McpAudit(deliveries, audit.getDelivery(), digest(audit.getHmacKey()));
	}

	private static void put(Map<ProtectedOperation, Delivery> deliveries, Map<String, OperationProperties> operations,
			Function<String, ProtectedOperation> factory) {
		operations.forEach((name, operation) -> {
			if (operation.getAudit() != null) {
				deliveries.put(factory.apply(name), operation.getAudit());
			}
		});
	}

	private static @Nullable ArgumentDigest digest(@Nullable String key) {
		if (key == null) {
			return null;
		}
		byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
		if (bytes.length < MIN_KEY_LENGTH) {
			// the value itself is a secret
			throw new InvalidIdentifiablConfigurationException(
					"identifiabl.audit.hmac-key is shorter than " + MIN_KEY_LENGTH
							+ " characters, so that arguments could be guessed.",
					"Set it to a random value, such as the output of `openssl rand -base64 32`, from where secrets "
							+ "are kept.");
		}
		return new ArgumentDigest(new SecretKeySpec(bytes, "HmacSHA256"));
	}

}

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

import java.util.Map;
import java.util.Set;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.security.audit.Delivery;
import io.identifiabl.security.audit.McpOperation;
import io.identifiabl.security.audit.OperationRecord;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Tells the record of a request which operation it is about, and how that ended. Without
 * a record it does nothing. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpAudit {

	private static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";

	private static final Set<String> METHODS = Set.of("initialize", "ping", "tools/list", "tools/call",
			"resources/list", "resources/templates/list", "resources/read", "resources/subscribe",
			"resources/unsubscribe", "prompts/list", "prompts/get", "completion/complete", "logging/setLevel",
			"server/discover", "notifications/initialized", "notifications/cancelled", "notifications/progress",
			"notifications/roots/list_changed");

	private final Map<ProtectedOperation, Delivery> deliveries;

	private final @Nullable ArgumentDigest digest;

	/**
	 * Create an instance.
	 * @param deliveries when the records of single operations have to be durable
	 * @param digest recognizes arguments, {@code null} if they leave no trace
	 */
	public McpAudit(Map<ProtectedOperation, Delivery> deliveries, @Nullable ArgumentDigest digest) {
		this.deliveries = Map.copyOf(deliveries);
		this.digest = digest;
	}

	/**
	 * Return an instance for a boundary without any settings.
	 * @return the instance
	 */
	public static McpAudit withDefaults() {
		return new McpAudit(Map.of(), null);
	}

	void received(McpMessage message, boolean offered) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			boolean known = (message.operation() != null) ? offered
					: message.method() != null && METHODS.contains(message.method());
			record.performs(McpOperation.of(message.method(), message.operation(), known),
					delivery(record, message.operation()));
		}
	}

	// refused in a way that has no status
	static void refused(String code) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.failed(code);
		}
	}

	static void announce() {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.announce();
		}
	}

	void begin(McpOperation operation) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.performs(operation, delivery(record, operation.operation()));
		}
	}

	// what was thrown matters more than that it could not be recorded
	static void failed() {
		try {
			end("internal_error");
		}
		catch (AuditUnavailableException ex) {
			// the record knows
		}
	}

	static void end(@Nullable String error) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.complete(0, error);
		}
	}

	// the caller is told by an error in the place of the result
	static void withheld() {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.withheld();
		}
	}

	private Delivery delivery(OperationRecord record, @Nullable ProtectedOperation operation) {
		Delivery delivery = (operation != null) ? this.deliveries.get(operation) : null;
		return (delivery != null) ? delivery : record.getDefaultDelivery();
	}

	@Nullable String digest(@Nullable Map<String, Object> arguments) {
		return (this.digest != null) ? this.digest.digest((arguments != null) ? arguments : Map.of()) : null;
	}

	// the message speaks for itself; older clients said it when the session began
	static McpOperation claimed(McpOperation operation, @Nullable Map<String, Object> meta,
			@Nullable Implementation session) {
		if (meta != null && meta.get(CLIENT_INFO) instanceof Map<?, ?> info
				&& info.get("name") instanceof String name) {
			return operation.claimedBy(name, (info.get("version") instanceof String version) ? version : null);
		}
		return (session != null) ? operation.claimedBy(session.name(), session.version()) : operation;
	}

}

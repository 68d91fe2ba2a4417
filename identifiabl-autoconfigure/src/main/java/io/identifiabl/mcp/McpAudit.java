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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.operation.Delivery;
import io.identifiabl.operation.McpOperation;
import io.identifiabl.operation.OperationRecord;
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

	private final Map<UriTemplate, Delivery> templates = new LinkedHashMap<>();

	private final Delivery defaultDelivery;

	private final @Nullable ArgumentDigest digest;

	/**
	 * Create an instance.
	 * @param deliveries when the records of single operations have to be durable
	 * @param defaultDelivery when those of all others have to be
	 * @param digest recognizes arguments, {@code null} if they leave no trace
	 */
	public McpAudit(Map<ProtectedOperation, Delivery> deliveries, Delivery defaultDelivery,
			@Nullable ArgumentDigest digest) {
		this.deliveries = Map.copyOf(deliveries);
		this.defaultDelivery = defaultDelivery;
		this.digest = digest;
		deliveries.forEach((operation, delivery) -> {
			UriTemplate template = new UriTemplate(operation.name());
			if (operation.type() == ProtectedOperation.Type.RESOURCE && template.hasVariables()) {
				this.templates.put(template, delivery);
			}
		});
	}

	/**
	 * Return an instance for a boundary without any settings.
	 * @return the instance
	 */
	public static McpAudit withDefaults() {
		return new McpAudit(Map.of(), Delivery.ASYNC, null);
	}

	void received(McpMessage message, boolean offered) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			boolean known = (message.operation() != null) ? offered
					: message.method() != null && METHODS.contains(message.method());
			record.performs(McpOperation.of(message.method(), message.operation(), known),
					delivery(message.operation(), null));
		}
	}

	// refused in a way that has no status
	static void refused(String code) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.failed(code);
		}
	}

	/**
	 * Record what is about to be done, if that has to be recorded before it is.
	 * @param operation what is about to be done
	 * @param uri the URI that was asked for, {@code null} if the operation says it all
	 * @throws AuditUnavailableException if it cannot be, or if its record has to be
	 * durable and there is none on this thread; it must not be done then
	 */
	void announce(@Nullable ProtectedOperation operation, @Nullable String uri) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.announce();
		}
		else if (delivery(operation, uri) != Delivery.ASYNC) {
			throw new AuditUnavailableException("There is no record of this operation");
		}
	}

	void begin(McpOperation operation) {
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			record.performs(operation, delivery(operation.operation(), operation.requested()));
			record.begun();
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

	// the strictest of those that are set for a resource and for templates that it
	// matches
	private Delivery delivery(@Nullable ProtectedOperation operation, @Nullable String uri) {
		if (operation == null) {
			return this.defaultDelivery;
		}
		Delivery delivery = this.deliveries.get(operation);
		if (operation.type() == ProtectedOperation.Type.RESOURCE) {
			String requested = (uri != null) ? uri : operation.name();
			delivery = stricter(delivery, this.deliveries.get(ProtectedOperation.resource(requested)));
			for (Map.Entry<UriTemplate, Delivery> template : this.templates.entrySet()) {
				if (template.getKey().matches(requested)) {
					delivery = stricter(delivery, template.getValue());
				}
			}
		}
		return (delivery != null) ? delivery : this.defaultDelivery;
	}

	private static @Nullable Delivery stricter(@Nullable Delivery one, @Nullable Delivery other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/**
	 * Return what cannot be done without a record.
	 * @return the operations whose records something waits for
	 */
	List<ProtectedOperation> getAwaited() {
		return this.deliveries.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != Delivery.ASYNC)
			.map(Map.Entry::getKey)
			.toList();
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

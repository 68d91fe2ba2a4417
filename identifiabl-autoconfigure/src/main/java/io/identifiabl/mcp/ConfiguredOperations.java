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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.LogText;

/**
 * The tools, resources and prompts that the operator's properties name. What is written
 * for a name that the server does not offer would be without effect in silence: such a
 * name stops the start, or is a warning where the operation may still be added.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ConfiguredOperations {

	private static final int MAX_NAMES = 20;

	private static final Log logger = LogFactory.getLog(ConfiguredOperations.class);

	private final Set<ProtectedOperation> configured;

	private final Set<ProtectedOperation> missing = ConcurrentHashMap.newKeySet();

	/**
	 * Create an instance.
	 * @param configured what the properties name
	 */
	ConfiguredOperations(Collection<ProtectedOperation> configured) {
		this.configured = new LinkedHashSet<>(configured);
	}

	/**
	 * Return the names that nothing is offered under.
	 * @param offered what the server offers
	 * @return the operations, in the order of the properties
	 */
	List<ProtectedOperation> findMissing(Collection<ProtectedOperation> offered) {
		return this.configured.stream()
			.filter((operation) -> offered.stream().noneMatch((other) -> isSame(operation, other)))
			.toList();
	}

	// a rule for a template covers each of its resources, and the other way round
	private static boolean isSame(ProtectedOperation configured, ProtectedOperation offered) {
		if (configured.equals(offered)) {
			return true;
		}
		return configured.type() == ProtectedOperation.Type.RESOURCE && offered.type() == configured.type()
				&& (new UriTemplate(configured.name()).matches(offered.name())
						|| new UriTemplate(offered.name()).matches(configured.name()));
	}

	/**
	 * Refuse names that nothing is offered under.
	 * @param offered what the server offers
	 * @param changing tells whether the server announces that its list of a type changes
	 * @param holders the beans that may add operations, since they have the server
	 * @throws InvalidIdentifiablConfigurationException if a name is misspelt, or nothing
	 * can be added that would have it
	 */
	void check(Collection<ProtectedOperation> offered, Predicate<ProtectedOperation.Type> changing,
			Collection<String> holders) {
		for (ProtectedOperation operation : findMissing(offered)) {
			String near = NearMatch.find(operation.name(), names(offered, operation.type()));
			if (holders.isEmpty() && (near != null || !changing.test(operation.type()))) {
				throw new InvalidIdentifiablConfigurationException(describe(operation) + ".",
						advise(operation, near, offered));
			}
			this.missing.add(operation);
			logger.warn(describe(operation) + " until the application adds it while it runs"
					+ (holders.isEmpty() ? "." : ", as " + String.join(", ", new TreeSet<>(holders)) + " may.")
					+ ((near != null) ? " If it is misspelt: did you mean " + property(operation.type(), near) + "?"
							: ""));
		}
	}

	/**
	 * Look at what is added to the server while it runs.
	 * @param operation what is added
	 */
	void added(ProtectedOperation operation) {
		this.missing.removeIf((missed) -> isSame(missed, operation));
		if (this.configured.stream().anyMatch((other) -> isSame(other, operation))) {
			return;
		}
		String near = NearMatch.find(operation.name(), names(this.missing, operation.type()));
		if (near != null) {
			logger.warn("The application added the " + operation.type().getValue() + " "
					+ LogText.escape(operation.name()) + ", for which nothing is configured, while "
					+ property(operation.type(), near) + " still has no effect. Is that name misspelt?");
		}
	}

	private static String describe(ProtectedOperation operation) {
		return property(operation.type(), operation.name()) + " has no effect: the MCP server offers no "
				+ operation.type().getValue() + " of this name";
	}

	private static String advise(ProtectedOperation operation, @Nullable String near,
			Collection<ProtectedOperation> offered) {
		List<String> names = names(offered, operation.type());
		String others = names.isEmpty() ? "It offers none."
				: "It offers " + String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
						+ ((names.size() > MAX_NAMES) ? " and others." : ".");
		return ((near != null) ? "Did you mean " + property(operation.type(), near) + "? " : "") + others
				+ " If the application adds it while it runs, inject the McpSyncServer or McpStatelessSyncServer into "
				+ "the bean that does.";
	}

	private static List<String> names(Collection<ProtectedOperation> operations, ProtectedOperation.Type type) {
		List<String> names = new ArrayList<>();
		operations.stream()
			.filter((operation) -> operation.type() == type)
			.forEach((operation) -> names.add(operation.name()));
		names.sort(null);
		return names;
	}

	private static String property(ProtectedOperation.Type type, String name) {
		String plain = name.matches("[A-Za-z0-9_-]+") ? "." + name : ".[" + name + "]";
		return "identifiabl." + type.getValue() + "s" + plain;
	}

}

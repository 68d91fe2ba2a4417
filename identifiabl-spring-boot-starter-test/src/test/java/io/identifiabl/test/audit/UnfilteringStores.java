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

package io.identifiabl.test.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditQuery.Condition;
import io.identifiabl.audit.AuditRecord;

/**
 * Stores that look for something else than they were asked for.
 *
 * @author Identifiabl Contributors
 */
final class UnfilteringStores {

	private UnfilteringStores() {
	}

	static Map<String, ForwardingStore> all() {
		Map<String, ForwardingStore> stores = new LinkedHashMap<>();
		for (Column column : Column.values()) {
			String name = column.name().toLowerCase(Locale.ROOT);
			stores.put("looks for any " + name,
					new AskingStore((condition) -> (condition.column() != column) ? condition : null));
			stores.put("looks for one " + name + " of several",
					new AskingStore((condition) -> (condition.column() != column) ? condition
							: new Condition(column, condition.values().subList(0, 1))));
		}
		stores.put("looks in everything for what has been added", new AskingStore((condition) -> condition) {
			@Override
			AuditQuery begin(AuditQuery query) {
				return query.after(Long.MIN_VALUE);
			}
		});
		stores.put("meets any of several conditions", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				return this.store
					.find((query.getConditions().size() < 2) ? query : ask(query, query.getConditions().subList(0, 1)));
			}
		});
		scopesAndResources(stores);
		return stores;
	}

	private static void scopesAndResources(Map<String, ForwardingStore> stores) {
		stores.put("takes a scope for what begins so", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				return this.store.find(ask(query, whole(query.getConditions())));
			}
		});
		stores.put("finds scopes without the other conditions", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				List<Condition> scopes = query.getConditions().stream().filter((c) -> c.column().isScope()).toList();
				return this.store.find(scopes.isEmpty() ? query : ask(query, scopes));
			}
		});
		stores.put("finds a record once for each of its resources", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				AuditPage page = this.store.find(query);
				boolean several = query.getConditions()
					.stream()
					.anyMatch((condition) -> condition.column() == Column.RESOURCE && condition.values().size() > 1);
				return several ? new AuditPage(twice(page.records()), page.next()) : page;
			}
		});
	}

	private static List<AuditRecord> twice(List<AuditRecord> rows) {
		List<AuditRecord> all = new ArrayList<>(rows);
		all.addAll(rows);
		return all;
	}

	private static List<Condition> whole(List<Condition> conditions) {
		return conditions.stream()
			.map((condition) -> (condition.column().isScope() && condition.values().equals(List.of("notes:rea")))
					? new Condition(condition.column(), List.of("notes:read")) : condition)
			.toList();
	}

	private static AuditQuery ask(AuditQuery query, List<Condition> conditions) {
		AuditQuery asked = AuditQuery.all()
			.between(query.getFrom(), query.getTo())
			.before(query.getBefore())
			.after(query.getAfter())
			.limit(query.getLimit());
		for (Condition condition : conditions) {
			asked = asked.where(condition.column(), condition.values());
		}
		return asked;
	}

	/**
	 * Asks for other conditions.
	 */
	private static class AskingStore extends ForwardingStore {

		private final NullableOperator<Condition> change;

		AskingStore(NullableOperator<Condition> change) {
			this.change = change;
		}

		AuditQuery begin(AuditQuery query) {
			return query;
		}

		@Override
		public AuditPage find(AuditQuery query) {
			List<Condition> conditions = new ArrayList<>();
			for (Condition condition : query.getConditions()) {
				Condition changed = this.change.apply(condition);
				if (changed != null) {
					conditions.add(changed);
				}
			}
			return this.store.find(begin(ask(query, conditions)));
		}

	}

	/**
	 * Changes something, or takes it away.
	 *
	 * @param <T> what is changed
	 */
	@FunctionalInterface
	private interface NullableOperator<T> {

		@Nullable T apply(T value);

	}

}

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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditQuery.Condition;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Stores that keep what they were given, and answer wrongly.
 *
 * @author Identifiabl Contributors
 */
final class MisleadingStores {

	private MisleadingStores() {
	}

	static Map<String, ForwardingStore> all() {
		Map<String, ForwardingStore> stores = new LinkedHashMap<>();
		reading(stores);
		readingHashes(stores);
		paging(stores);
		finding(stores);
		return stores;
	}

	private static void reading(Map<String, ForwardingStore> stores) {
		stores.put("swaps two rows", new ForwardingStore() {
			@Override
			public List<AuditRecord> read(long from, int limit) {
				List<AuditRecord> rows = new ArrayList<>(this.store.read(from, limit));
				if (rows.size() > 2) {
					Collections.swap(rows, 1, 2);
				}
				return rows;
			}
		});
		stores.put("reads the newest first", new ForwardingStore() {
			@Override
			public List<AuditRecord> read(long from, int limit) {
				List<AuditRecord> rows = new ArrayList<>(this.store.read(from, limit));
				Collections.reverse(rows);
				return rows;
			}
		});
		stores.put("reads at most 100", new ForwardingStore() {
			@Override
			public List<AuditRecord> read(long from, int limit) {
				return this.store.read(from, Math.min(100, limit));
			}
		});
		stores.put("leaves the last one out", new ForwardingStore() {
			@Override
			public List<AuditRecord> read(long from, int limit) {
				return this.store.read(from, (int) Math.min(limit, getFrontier().getSize() - 1 - from));
			}
		});
		stores.put("reads one more", new ForwardingStore() {
			@Override
			public List<AuditRecord> read(long from, int limit) {
				return this.store.read(from, limit + 1);
			}
		});
	}

	private static void readingHashes(Map<String, ForwardingStore> stores) {
		stores.put("reads hashes backwards", new ForwardingStore() {
			@Override
			public List<MerkleHash> readLeafHashes(long from, int limit) {
				List<MerkleHash> hashes = new ArrayList<>(this.store.readLeafHashes(from, limit));
				Collections.reverse(hashes);
				return hashes;
			}
		});
		stores.put("reads at most 256 hashes", new ForwardingStore() {
			@Override
			public List<MerkleHash> readLeafHashes(long from, int limit) {
				return this.store.readLeafHashes(from, Math.min(256, limit));
			}
		});
		stores.put("reads no hashes", new ForwardingStore() {
			@Override
			public List<MerkleHash> readLeafHashes(long from, int limit) {
				return List.of();
			}
		});
		stores.put("finds rows outside of the log", new ForwardingStore() {
			@Override
			public List<Long> findStrays(int limit) {
				return List.of(0L);
			}
		});
	}

	private static void paging(Map<String, ForwardingStore> stores) {
		stores.put("finds the oldest first", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				AuditPage page = this.store.find(query);
				List<AuditRecord> rows = new ArrayList<>(page.records());
				Collections.reverse(rows);
				return new AuditPage(rows, page.next());
			}
		});
		stores.put("says that a page is the last one", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				return new AuditPage(this.store.find(query).records(), null);
			}
		});
		stores.put("leaves a row out between pages", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				AuditPage page = this.store.find(query);
				return new AuditPage(page.records(), (page.next() != null) ? Math.max(0, page.next() - 1) : null);
			}
		});
		stores.put("fills pages beyond their limit", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				return this.store.find(query.limit(Math.min(AuditQuery.MAX_LIMIT, query.getLimit() * 2)));
			}
		});
	}

	private static void finding(Map<String, ForwardingStore> stores) {
		stores.put("finds users whatever their case", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				for (Condition condition : query.getConditions()) {
					if (condition.column() == Column.USER && condition.values().contains("Alice")) {
						return this.store.find(AuditQuery.all().where(Column.USER, "alice"));
					}
				}
				return this.store.find(query);
			}
		});
		stores.put("believes that times end a microsecond later", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				return (query.getTo() == null) ? this.store.find(query)
						: this.store.find(query.between(query.getFrom(), query.getTo().plusNanos(1000)));
			}
		});
		stores.put("finds no event by its id", new ForwardingStore() {
			@Override
			public @Nullable AuditRecord find(String eventId) {
				return null;
			}
		});
		stores.put("finds an event before it is pruned and afterwards", new RememberingStore() {
			@Override
			@Nullable AuditRecord answer(@Nullable AuditRecord found, AuditRecord remembered) {
				return (found != null) ? found : remembered;
			}
		});
		stores.put("finds by its id what was erased", new RememberingStore() {
			@Override
			@Nullable AuditRecord answer(@Nullable AuditRecord found, AuditRecord remembered) {
				return (found != null) ? remembered : null;
			}
		});
	}

	/**
	 * Remembers rows as they were appended.
	 */
	private abstract static class RememberingStore extends ForwardingStore {

		private final Map<String, AuditRecord> rows = new HashMap<>();

		abstract @Nullable AuditRecord answer(@Nullable AuditRecord found, AuditRecord remembered);

		@Override
		public List<Long> append(List<LogEntry> entries) {
			List<Long> indices = this.store.append(entries);
			for (int i = 0; i < indices.size(); i++) {
				LogEntry entry = entries.get(i);
				this.rows.putIfAbsent(entry.getProjection().eventId(), AuditRecord.of(indices.get(i), entry));
			}
			return indices;
		}

		@Override
		public @Nullable AuditRecord find(String eventId) {
			AuditRecord remembered = this.rows.get(eventId);
			AuditRecord found = this.store.find(eventId);
			return (remembered != null) ? answer(found, remembered) : found;
		}

	}

}

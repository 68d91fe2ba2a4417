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

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Stores that lose, repeat or confuse what they were given.
 *
 * @author Identifiabl Contributors
 */
final class ForgettingStores {

	private ForgettingStores() {
	}

	static Map<String, ForwardingStore> all() {
		Map<String, ForwardingStore> stores = new LinkedHashMap<>();
		appending(stores);
		sendingAgain(stores);
		failing(stores);
		proving(stores);
		checkpoints(stores);
		latestCheckpoints(stores);
		erasing(stores);
		pruning(stores);
		return stores;
	}

	private static void appending(Map<String, ForwardingStore> stores) {
		stores.put("loses everything after 800 records", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				long size = getFrontier().getSize();
				return (size + entries.size() > 800) ? LongStream.range(size, size + entries.size()).boxed().toList()
						: this.store.append(entries);
			}
		});
		stores.put("cuts batches at 1,000", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				List<Long> indices = new ArrayList<>(
						this.store.append(entries.subList(0, Math.min(1000, entries.size()))));
				while (indices.size() < entries.size()) {
					indices.add((long) indices.size());
				}
				return indices;
			}
		});
		stores.put("stores batches backwards", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				List<LogEntry> reversed = new ArrayList<>(entries);
				Collections.reverse(reversed);
				List<Long> indices = new ArrayList<>(this.store.append(reversed));
				Collections.sort(indices);
				return indices;
			}
		});
		stores.put("counts from one", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				return this.store.append(entries).stream().map((index) -> index + 1).toList();
			}
		});
	}

	private static void sendingAgain(Map<String, ForwardingStore> stores) {
		stores.put("says that what is sent again is new", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				long size = getFrontier().getSize();
				this.store.append(entries);
				return LongStream.range(size, size + entries.size()).boxed().toList();
			}
		});
		stores.put("says that only new ones were stored", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				long size = getFrontier().getSize();
				return this.store.append(entries).stream().filter((index) -> index >= size).toList();
			}
		});
		stores.put("keeps the beginning of a batch that fails", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				List<Long> indices = new ArrayList<>();
				entries.forEach((entry) -> indices.addAll(this.store.append(List.of(entry))));
				return indices;
			}
		});
		stores.put("drops what fails", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				try {
					return this.store.append(entries);
				}
				catch (NullPointerException ex) {
					return List.of();
				}
			}
		});
	}

	private static void failing(Map<String, ForwardingStore> stores) {
		stores.put("forgets personal data of entries of a large batch", new ForwardingStore() {
			@Override
			public List<Long> append(List<LogEntry> entries) {
				return this.store
					.append((entries.size() < 500) ? entries : entries.stream().map(LogEntry::erased).toList());
			}
		});
	}

	private static void proving(Map<String, ForwardingStore> stores) {
		stores.put("has a stale frontier", new ForwardingStore() {
			private Frontier stale = Frontier.empty();

			@Override
			public List<Long> append(List<LogEntry> entries) {
				this.stale = this.store.getFrontier();
				return this.store.append(entries);
			}

			@Override
			public Frontier getFrontier() {
				return this.stale;
			}
		});
		stores.put("confuses large subtrees", new ForwardingStore() {
			@Override
			public MerkleHash get(int level, long index) {
				return this.store.get(level, (level >= 8) ? 0 : index);
			}
		});
		stores.put("has hashes of subtrees that are not complete", new ForwardingStore() {
			@Override
			public MerkleHash get(int level, long index) {
				long size = getFrontier().getSize();
				return ((index + 1) << level > size) ? MerkleHash.empty() : this.store.get(level, index);
			}
		});
		stores.put("has hashes of leaves that are pruned", new ForwardingStore() {
			@Override
			public MerkleHash get(int level, long index) {
				return (index << level < getFirstIndex() && level < 8) ? MerkleHash.empty()
						: this.store.get(level, index);
			}
		});
		stores.put("begins at zero whatever is pruned", new ForwardingStore() {
			@Override
			public long getFirstIndex() {
				return 0;
			}
		});
	}

	private static void checkpoints(Map<String, ForwardingStore> stores) {
		stores.put("reads the largest checkpoint first", new ForwardingStore() {
			@Override
			public List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
				List<StoredCheckpoint> checkpoints = new ArrayList<>(this.store.readCheckpoints(fromSize, limit));
				Collections.reverse(checkpoints);
				return checkpoints;
			}
		});
		stores.put("cuts checkpoints at 255 characters", new ForwardingStore() {
			@Override
			public void save(StoredCheckpoint checkpoint) {
				String note = checkpoint.note();
				this.store.save(new StoredCheckpoint(checkpoint.size(), note.substring(0, Math.min(255, note.length())),
						checkpoint.created()));
			}
		});
		stores.put("keeps the time of checkpoints in seconds", new ForwardingStore() {
			@Override
			public void save(StoredCheckpoint checkpoint) {
				this.store.save(new StoredCheckpoint(checkpoint.size(), checkpoint.note(),
						checkpoint.created().truncatedTo(ChronoUnit.SECONDS)));
			}
		});
		stores.put("keeps the first checkpoint of a size", new ForwardingStore() {
			@Override
			public void save(StoredCheckpoint checkpoint) {
				if (this.store.readCheckpoints(checkpoint.size(), 1)
					.stream()
					.noneMatch((known) -> known.size() == checkpoint.size())) {
					this.store.save(checkpoint);
				}
			}
		});
	}

	private static void latestCheckpoints(Map<String, ForwardingStore> stores) {
		stores.put("keeps every checkpoint", new ForwardingStore() {
			@Override
			public void removeCheckpoints(List<Long> sizes) {
				// it does not
			}
		});
		stores.put("takes the last checkpoint for the largest", new ForwardingStore() {
			private @Nullable StoredCheckpoint last;

			@Override
			public void save(StoredCheckpoint checkpoint) {
				this.last = checkpoint;
				this.store.save(checkpoint);
			}

			@Override
			public @Nullable StoredCheckpoint getLatestCheckpoint() {
				return this.last;
			}
		});
	}

	private static void erasing(Map<String, ForwardingStore> stores) {
		stores.put("erases nothing", new ForwardingStore() {
			@Override
			public int erase(String issuer, String user) {
				return (int) read(0, Integer.MAX_VALUE).stream()
					.filter((row) -> row.projection().isAbout(issuer, user))
					.count();
			}
		});
		stores.put("erases users of all issuers", new ForwardingStore() {
			@Override
			public int erase(String issuer, String user) {
				int erased = this.store.erase(issuer, user);
				this.store.erase(SampleEntries.OTHER_ISSUER, user);
				return erased;
			}
		});
		stores.put("counts no erasures", new ForwardingStore() {
			@Override
			public int erase(String issuer, String user) {
				this.store.erase(issuer, user);
				return 0;
			}
		});
		stores.put("prunes nothing", new ForwardingStore() {
			@Override
			public void prune(long firstIndex) {
				// it does not
			}
		});
		stores.put("prunes one unit more", new ForwardingStore() {
			@Override
			public void prune(long firstIndex) {
				this.store.prune(Math.min(firstIndex + PRUNE_UNIT, getFrontier().getSize() / PRUNE_UNIT * PRUNE_UNIT));
			}
		});
	}

	private static void pruning(Map<String, ForwardingStore> stores) {
		stores.put("prunes to the next multiple", new ForwardingStore() {
			@Override
			public void prune(long firstIndex) {
				this.store.prune(firstIndex / PRUNE_UNIT * PRUNE_UNIT);
			}
		});
	}

}

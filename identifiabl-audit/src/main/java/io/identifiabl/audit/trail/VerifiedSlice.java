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

package io.identifiabl.audit.trail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.verify.Finding;

/**
 * The records of a slice of the log as they were read once, and what is wrong with them.
 *
 * @author Identifiabl Contributors
 */
final class VerifiedSlice {

	private final long from;

	private final int count;

	private final Map<Long, String> faults = new TreeMap<>();

	private final List<Finding> others = new ArrayList<>();

	private VerifiedSlice(long from, int count) {
		this.from = from;
		this.count = count;
	}

	/**
	 * Read a slice.
	 * @param store the log
	 * @param from the index of the first record
	 * @param count the number of records
	 * @param roots the roots of the subtrees that the slice consists of as they were
	 * signed, largest first; {@code null} if it is not known what was signed
	 * @return what is wrong with it
	 */
	static VerifiedSlice read(AuditStore store, long from, int count, @Nullable List<MerkleHash> roots) {
		VerifiedSlice slice = new VerifiedSlice(from, count);
		slice.check(store.read(from, count), roots);
		return slice;
	}

	private void check(List<AuditRecord> rows, @Nullable List<MerkleHash> roots) {
		Frontier frontier = Frontier.empty();
		boolean explained = false;
		long next = this.from;
		for (AuditRecord row : rows) {
			explained |= addMissing(next, row.index());
			next = row.index() + 1;
			String fault = row.findFault();
			if (fault != null) {
				this.faults.put(row.index(), fault);
			}
			MerkleHash hash = MerkleHash.ofLeaf(row.payload().getBytes(StandardCharsets.UTF_8));
			explained |= !hash.equals(row.leafHash());
			frontier = frontier.append(hash);
		}
		explained |= addMissing(next, this.from + this.count);
		if (!explained && roots != null && !frontier.getRoots().equals(roots)) {
			this.others.add(new Finding(this.from, this.count, "the records are not what was signed"));
		}
	}

	private boolean addMissing(long index, long end) {
		if (index < end) {
			this.others.add(new Finding(index, end - index,
					(end - index == 1) ? "the record is missing" : "the records are missing"));
		}
		return index < end;
	}

	boolean isClean() {
		return this.faults.isEmpty() && this.others.isEmpty();
	}

	/**
	 * Return what is wrong for certain. An erasure that comes between the reading of a
	 * row and that of its resources makes them look as if they did not belong together,
	 * once.
	 * @param earlier the same slice as it was read before
	 * @return the findings
	 */
	List<Finding> confirm(VerifiedSlice earlier) {
		List<Finding> confirmed = new ArrayList<>(this.others);
		this.faults.forEach((index, text) -> {
			if (earlier.faults.containsKey(index)) {
				confirmed.add(new Finding(index, 1, text));
			}
		});
		return confirmed;
	}

}

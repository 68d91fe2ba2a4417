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

package io.identifiabl.audit.verify;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.merkle.TileHashes;

/**
 * Names a part of a log as C2SP tlog-tiles does: {@value #WIDTH} hashes or leaves, or
 * fewer at the end of the log, as in {@code tile/0/x001/067.p/112}.
 *
 * @param level the level of the hashes, 0 for those of leaves, or {@link #ENTRIES}
 * @param index the position among the tiles of this level
 * @param width how many hashes or leaves, 1 to {@value #WIDTH}
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record TilePath(int level, long index, int width) {

	/** The level of the leaves themselves. */
	public static final int ENTRIES = -1;

	/** The width of a tile that is full. */
	public static final int WIDTH = 1 << TileHashes.HEIGHT;

	static final String ROOT = "tile";

	private static final String ENTRIES_NAME = "entries";

	private static final String PARTIAL = ".p";

	private static final int GROUP = 3;

	// more is no number of a tile that a log can have
	private static final int MAX_GROUPS = 5;

	private static final int MAX_LEVEL = 7;

	/**
	 * Read a path.
	 * @param segments what follows {@code tile/}, such as {@code 0}, {@code x001},
	 * {@code 067.p} and {@code 112}
	 * @return the tile, {@code null} if that names none
	 */
	public static @Nullable TilePath parse(List<String> segments) {
		int last = segments.size() - 1;
		int width = WIDTH;
		if (last >= 2 && segments.get(last - 1).endsWith(PARTIAL)) {
			width = number(segments.get(last), 1, GROUP);
			last--;
		}
		if (last < 1 || last > MAX_GROUPS) {
			return null;
		}
		String name = segments.get(0);
		int level = name.equals(ENTRIES_NAME) ? ENTRIES : number(name, 1, 1);
		long index = 0;
		for (int i = 1; i <= last; i++) {
			String group = segments.get(i);
			if (i == last && last < segments.size() - 1) {
				group = group.substring(0, group.length() - PARTIAL.length());
			}
			if (i < last) {
				group = group.startsWith("x") ? group.substring(1) : "";
			}
			index = index * 1000 + number(group, GROUP, GROUP);
		}
		boolean known = level <= MAX_LEVEL && width > 0 && width <= WIDTH;
		TilePath path = known ? new TilePath(level, index, width) : null;
		// there is one way to write each
		return (path != null && path.toString().equals(ROOT + "/" + String.join("/", segments))) ? path : null;
	}

	// what is none makes another text than was read
	private static int number(String digits, int minLength, int maxLength) {
		boolean number = digits.length() >= minLength && digits.length() <= maxLength
				&& digits.chars().allMatch((c) -> c >= '0' && c <= '9');
		return number ? Integer.parseInt(digits) : 0;
	}

	/**
	 * Return the path.
	 */
	@Override
	public String toString() {
		StringBuilder path = new StringBuilder(ROOT).append('/')
			.append((this.level == ENTRIES) ? ENTRIES_NAME : Integer.toString(this.level))
			.append('/');
		String digits = String.format(Locale.ROOT, "%03d", this.index);
		String padded = "0".repeat((GROUP - digits.length() % GROUP) % GROUP) + digits;
		for (int i = 0; i < padded.length(); i += GROUP) {
			boolean more = i + GROUP < padded.length();
			path.append(more ? "x" : "").append(padded, i, i + GROUP).append(more ? "/" : "");
		}
		return (this.width == WIDTH) ? path.toString() : path.append(PARTIAL + "/").append(this.width).toString();
	}

}

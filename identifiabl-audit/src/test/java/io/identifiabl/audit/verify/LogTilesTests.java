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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogTiles} and {@link TilePath}.
 *
 * @author Identifiabl Contributors
 */
class LogTilesTests {

	@Test
	void tilesAreThoseOfABundle(@TempDir Path directory) throws Exception {
		InMemoryAuditStore store = Logs.create(1300);
		Path bundle = Logs.bundle(store, Logs.sign(store), directory);
		try (ZipFile zip = new ZipFile(bundle.toFile())) {
			List<? extends ZipEntry> tiles = Collections.list(zip.entries())
				.stream()
				.filter((entry) -> entry.getName().startsWith("tile/"))
				.toList();
			assertThat(tiles).hasSize(13);
			for (ZipEntry tile : tiles) {
				assertThat(read(store, tile.getName())).as(tile.getName())
					.isEqualTo(zip.getInputStream(tile).readAllBytes());
			}
		}
	}

	@Test
	void partOfATileThatHasBecomeFullIsStillThere() {
		InMemoryAuditStore store = Logs.create(600);
		byte[] full = read(store, "tile/0/001");
		assertThat(full).startsWith(read(store, "tile/0/001.p/7")).hasSize(256 * MerkleHash.LENGTH);
		assertThat(read(store, "tile/entries/001")).startsWith(read(store, "tile/entries/001.p/255"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tile/0/002", "tile/0/002.p/89", "tile/entries/002", "tile/0/x999/x999/x999/x999/999",
			"tile/1/000", "tile/1/000.p/3", "tile/2/000.p/1", "tile/7/000.p/1" })
	void tileThatTheLogHasNotReachedIsNotThere(String path) {
		assertThat(read(Logs.create(600), path)).isNull();
	}

	@Test
	void leavesThatWerePrunedAreNotThereAndTheirRootsAre() {
		InMemoryAuditStore store = Logs.create(600);
		byte[] roots = read(store, "tile/1/000.p/2");
		store.prune(512);
		assertThat(read(store, "tile/entries/001")).isNull();
		assertThat(read(store, "tile/0/001")).isNull();
		assertThat(read(store, "tile/1/000.p/2")).isNotNull().isEqualTo(roots);
	}

	@Test
	void longTilesHoldTheLengthOfEachLeaf() {
		InMemoryAuditStore store = new InMemoryAuditStore(10);
		store.append(LongStream.range(0, 2).mapToObj((i) -> Logs.entry("alice", i)).toList());
		byte[] leaf = store.read(0, 1).get(0).payload().getBytes(StandardCharsets.UTF_8);
		byte[] entries = read(store, "tile/entries/000.p/1");
		assertThat(leaf).hasSizeGreaterThan(255);
		assertThat(entries).hasSize(leaf.length + 2).endsWith(leaf);
		assertThat(((entries[0] & 0xff) << 8) | (entries[1] & 0xff)).isEqualTo(leaf.length);
	}

	@ParameterizedTest
	@CsvSource({ "0,0,256,tile/0/000", "0,5,256,tile/0/005", "1,999,256,tile/1/999", "0,1000,256,tile/0/x001/000",
			"0,1234067,256,tile/0/x001/x234/067", "7,12,7,tile/7/012.p/7", "-1,123456,1,tile/entries/x123/456.p/1" })
	void pathIsTheOneOfTlogTiles(int level, long index, int width, String path) {
		assertThat(new TilePath(level, index, width)).hasToString(path).isEqualTo(parse(path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tile/", "tile/0", "tile/0/", "tile/8/000", "tile/00/000", "tile/x/000", "tile/-1/000",
			"tile/0/0", "tile/0/0000", "tile/0/000/000", "tile/0/x000/000", "tile/0/000.p", "tile/0/000.p/0",
			"tile/0/000.p/256", "tile/0/000.p/007", "tile/0/000.p/999", "tile/0/.p/1", "tile/0/000.p/1/1", "tile/0/٠٠٠",
			"tile/0/x001/x000", "tile/0/../000", "tile/Entries/000", "tile/0/x001/x000/x000/x000/x000/x000/000" })
	void pathThatNamesNoTileIsNone(String path) {
		assertThat(parse(path)).isNull();
	}

	private static @Nullable TilePath parse(String path) {
		return TilePath.parse(List.of(path.substring("tile/".length()).split("/", -1)));
	}

	private static byte @Nullable [] read(InMemoryAuditStore store, String path) {
		TilePath parsed = parse(path);
		assertThat(parsed).as(path).isNotNull();
		return LogTiles.read(store, parsed);
	}

}

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

package io.identifiabl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The short form of fuzzing: the saved inputs of a target, and variations of them which
 * are the same in every run.
 *
 * @author Identifiabl Contributors
 */
public final class FuzzRun {

	private static final long RANDOM_SEED = 20261120;

	private static final int MAX_EDITS = 8;

	private final SplittableRandom random = new SplittableRandom(RANDOM_SEED);

	private final Consumer<byte[]> target;

	private final List<byte[]> inputs;

	private FuzzRun(Consumer<byte[]> target, List<byte[]> inputs) {
		this.target = target;
		this.inputs = inputs;
	}

	/**
	 * Prepare a run.
	 * @param target the fuzz target
	 * @param name the folder of its saved inputs, beside this class
	 * @return the run
	 */
	public static FuzzRun of(Consumer<byte[]> target, String name) {
		URL folder = Objects.requireNonNull(FuzzRun.class.getResource(name), name);
		try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
			return new FuzzRun(target, files.sorted().map(FuzzRun::read).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Run the saved inputs, then variations of them.
	 * @param variations how many variations
	 * @throws AssertionError if the target fails; its message has the input
	 */
	public void run(int variations) {
		this.inputs.forEach(this::run);
		for (int i = 0; i < variations; i++) {
			run(vary(this.inputs.get(this.random.nextInt(this.inputs.size()))));
		}
	}

	private void run(byte[] input) {
		try {
			this.target.accept(input);
		}
		catch (Throwable ex) {
			throw new AssertionError("fuzz input " + HexFormat.of().formatHex(input), ex);
		}
	}

	private byte[] vary(byte[] input) {
		byte[] varied = input;
		for (int edits = this.random.nextInt(1, MAX_EDITS); edits > 0; edits--) {
			int start = this.random.nextInt(varied.length + 1);
			int end = Math.min(varied.length, start + this.random.nextInt(4));
			varied = switch (this.random.nextInt(4)) {
				case 0 -> splice(varied, start, end, randomBytes(end - start));
				case 1 -> splice(varied, start, end, randomBytes(this.random.nextInt(16)));
				case 2 -> splice(varied, start, end, new byte[0]);
				default -> splice(varied, start, start, slice());
			};
		}
		return varied;
	}

	private byte[] randomBytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	// a piece of another input
	private byte[] slice() {
		byte[] input = this.inputs.get(this.random.nextInt(this.inputs.size()));
		int start = this.random.nextInt(input.length + 1);
		return Arrays.copyOfRange(input, start, Math.min(input.length, start + this.random.nextInt(32)));
	}

	private static byte[] splice(byte[] input, int start, int end, byte[] piece) {
		byte[] spliced = new byte[start + piece.length + input.length - end];
		System.arraycopy(input, 0, spliced, 0, start);
		System.arraycopy(piece, 0, spliced, start, piece.length);
		System.arraycopy(input, end, spliced, start + piece.length, input.length - end);
		return spliced;
	}

}

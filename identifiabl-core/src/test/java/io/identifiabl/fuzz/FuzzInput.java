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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a fuzzer as a row of choices, so that every input is a sensible one
 * and neighbouring inputs are alike.
 *
 * @author Identifiabl Contributors
 */
public final class FuzzInput {

	private static final int MAX_DEPTH = 6;

	private static final List<String> TEXTS = List.of("", " ", "user", "user-1", "a b", "a\tb",
			"https://api.example.com", "https://issuer.example.com", "org:", ":", "o:a,b", "/", "null", "true", "0",
			"-1", "client-credentials", "at+jwt", "\u0000", "\r\n", "\u2028", "\u202e", "\ud800", "\udc00\ud800",
			"\ud83d\ude00", "\u00e9", "x".repeat(255), "y".repeat(256), "z".repeat(1025), "Root=1",
			"P2abcdefghijklmnopqrstuvwxyz1", "b2c_1_x");

	private static final List<Number> NUMBERS = List.of(0L, 1L, -1L, 2L, 1767225600L, 1767229200L, Long.MAX_VALUE,
			Long.MIN_VALUE, 0.5, 1767229200.9, -0.0, 1e20, 1e308, 253402300799L, 253402300800L, 1767225600000L);

	private final byte[] bytes;

	private int position;

	public FuzzInput(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Choose one of several possibilities.
	 * @param bound how many there are, up to 256
	 * @return the chosen one, 0 once the input is used up
	 */
	public int choose(int bound) {
		return (this.position < this.bytes.length) ? (this.bytes[this.position++] & 0xff) % bound : 0;
	}

	public boolean isEmpty() {
		return this.position >= this.bytes.length;
	}

	public <T> T choose(List<T> options) {
		return options.get(choose(options.size()));
	}

	/**
	 * Take the rest of the input as it is.
	 * @return the bytes that were not used yet
	 */
	public byte[] rest() {
		byte[] rest = Arrays.copyOfRange(this.bytes, this.position, this.bytes.length);
		this.position = this.bytes.length;
		return rest;
	}

	/**
	 * Make up a JSON value.
	 * @param names the names that objects have
	 * @return a value of any JSON type
	 */
	public @Nullable Object value(List<String> names) {
		return value(names, 0);
	}

	private @Nullable Object value(List<String> names, int depth) {
		int size = 1 + choose(3);
		return switch (choose((depth < MAX_DEPTH) ? 8 : 4)) {
			case 0 -> null;
			case 1 -> choose(2) == 0;
			case 2 -> choose(NUMBERS);
			case 3 -> text();
			case 4, 5 -> array(size, names, depth);
			default -> object(size, names, depth);
		};
	}

	private List<@Nullable Object> array(int size, List<String> names, int depth) {
		List<@Nullable Object> array = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			array.add(value(names, depth + 1));
		}
		return array;
	}

	private Map<String, @Nullable Object> object(int size, List<String> names, int depth) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (int i = 0; i < size; i++) {
			object.put((choose(4) == 0) ? text() : choose(names), value(names, depth + 1));
		}
		return object;
	}

	private String text() {
		int length = choose(16);
		if (length < 12) {
			return choose(TEXTS);
		}
		int end = Math.min(this.bytes.length, this.position + length);
		String text = new String(this.bytes, this.position, end - this.position, StandardCharsets.ISO_8859_1);
		this.position = end;
		return text;
	}

}

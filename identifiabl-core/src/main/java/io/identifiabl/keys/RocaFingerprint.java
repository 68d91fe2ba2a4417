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

package io.identifiabl.keys;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recognizes the moduli that the faulty generator of CVE-2017-15361 made ("The Return of
 * Coppersmith's Attack", ACM CCS 2017, section 3.1): its primes are powers of 65537
 * modulo many small primes, and so are their products. A sound modulus looks like that
 * once in about 2^27 times.
 *
 * @author Identifiabl Contributors
 */
final class RocaFingerprint {

	private static final int GENERATOR = 65537;

	private static final int LARGEST_PRIME = 167;

	private static final List<SmallPrime> PRIMES = primes();

	private RocaFingerprint() {
	}

	static boolean matches(BigInteger modulus) {
		return PRIMES.stream().allMatch((prime) -> prime.matches(modulus));
	}

	private static List<SmallPrime> primes() {
		List<SmallPrime> primes = new ArrayList<>();
		IntStream.rangeClosed(3, LARGEST_PRIME)
			.filter((number) -> IntStream.range(2, number).noneMatch((divisor) -> number % divisor == 0))
			.forEach((prime) -> primes.add(new SmallPrime(prime, powers(prime))));
		return List.copyOf(primes);
	}

	private static BitSet powers(int prime) {
		BitSet powers = new BitSet(prime);
		for (int power = 1; !powers.get(power); power = power * GENERATOR % prime) {
			powers.set(power);
		}
		return powers;
	}

	// a prime and the remainders that powers of the generator leave
	private record SmallPrime(int prime, BitSet powers) {

		boolean matches(BigInteger modulus) {
			return this.powers.get(modulus.mod(BigInteger.valueOf(this.prime)).intValue());
		}

	}

}

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

package io.identifiabl.provider;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;

/**
 * Unpacks the permissions of Clerk's session token, version 2: {@code fea} lists
 * features, {@code o.per} names of permissions, and {@code o.fpm} has a number for each
 * feature of the organization whose bits, the lowest first, say which of the permissions
 * it has.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://github.com/clerk/javascript/blob/main/packages/shared/src/jwtPayloadParser.ts">jwtPayloadParser.ts</a>
 */
final class ClerkPermissions {

	private static final ClaimPath FEATURES = ClaimPath.of("fea");

	private static final ClaimPath NAMES = ClaimPath.of("o", "per");

	private static final ClaimPath BITS = ClaimPath.of("o", "fpm");

	/**
	 * More digits than any number of permissions needs.
	 */
	private static final int MAX_DIGITS = 100;

	private ClerkPermissions() {
	}

	static List<String> read(ClaimSet claims) {
		List<String> features = split(claims.getText(FEATURES)).stream()
			.filter(ClerkPermissions::isOfOrganization)
			.map((feature) -> feature.substring(feature.indexOf(':') + 1))
			.toList();
		List<String> names = split(claims.getText(NAMES));
		List<String> bits = split(claims.getText(BITS));
		List<String> permissions = new ArrayList<>();
		for (int i = 0; i < Math.min(features.size(), bits.size()); i++) {
			BigInteger granted = parse(bits.get(i));
			for (int bit = 0; bit < names.size(); bit++) {
				if (granted.testBit(bit)) {
					permissions.add("org:" + features.get(i) + ":" + names.get(bit));
				}
			}
		}
		return permissions;
	}

	private static List<String> split(@Nullable String text) {
		return (text != null) ? Arrays.stream(text.split(",", -1)).map(String::strip).toList() : List.of();
	}

	// the scope before the colon is o for the organization, u for the user or both
	private static boolean isOfOrganization(String feature) {
		int colon = feature.indexOf(':');
		return colon > 0 && feature.substring(0, colon).contains("o");
	}

	// what is no number grants nothing
	private static BigInteger parse(String number) {
		boolean decimal = !number.isEmpty() && number.length() <= MAX_DIGITS
				&& number.chars().allMatch((c) -> c >= '0' && c <= '9');
		return decimal ? new BigInteger(number) : BigInteger.ZERO;
	}

}

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

/**
 * The part of the network that an address belongs to: the first three bytes of an IPv4
 * address, the first six of an IPv6 address.
 *
 * @author Identifiabl Contributors
 */
final class AddressPrefix {

	private static final int MAX_LENGTH = 45;

	private static final int IPV6_GROUPS = 3;

	private AddressPrefix() {
	}

	static String of(String address) {
		if (address.length() > MAX_LENGTH) {
			return "";
		}
		if (address.indexOf(':') < 0) {
			return address.substring(0, address.lastIndexOf('.') + 1);
		}
		StringBuilder prefix = new StringBuilder();
		int groups = 0;
		for (int i = 0; i < address.length() && groups < IPV6_GROUPS; i++) {
			char c = address.charAt(i);
			prefix.append(c);
			if (c == ':') {
				groups++;
				if (i + 1 < address.length() && address.charAt(i + 1) == ':') {
					// the rest of the prefix is zero
					break;
				}
			}
		}
		return prefix.toString();
	}

}

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

package io.identifiabl.mcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of a client's address that cannot be changed at will: of IPv6 the network of
 * 64 bits, in which everybody has as many addresses as they like.
 *
 * @author Identifiabl Contributors
 */
final class ClientNetwork {

	private static final int NETWORK_BYTES = 8;

	private ClientNetwork() {
	}

	static String of(String address) {
		int zone = address.indexOf('%');
		String literal = (zone >= 0) ? address.substring(0, zone) : address;
		// nothing with a colon in it is ever looked up as a name
		if (literal.indexOf(':') < 0 || !literal.chars().allMatch(ClientNetwork::isOfLiteral)) {
			return address;
		}
		try {
			return (InetAddress.getByName(literal) instanceof Inet6Address parsed)
					? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) : literal;
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

	private static boolean isOfLiteral(int letter) {
		return Character.digit(letter, 16) >= 0 || letter == ':' || letter == '.';
	}

}

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

package io.identifiabl.audit.export;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells addresses from what else a record may have in their place, such as the prefix
 * that many refused callers had in common.
 *
 * @author Identifiabl Contributors
 */
final class IpAddress {

	static final String IPV4 = "ipv4";

	static final String IPV6 = "ipv6";

	private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

	private static final Pattern DOTTED = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

	// with a colon, and of such characters only, it is never a name that is looked up
	private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

	private IpAddress() {
	}

	/**
	 * Return what kind of address a text is.
	 * @param text the text
	 * @return the kind, {@code null} if it is no address
	 */
	static @Nullable String kind(@Nullable String text) {
		if (text == null) {
			return null;
		}
		if (DOTTED.matcher(text).matches()) {
			return IPV4;
		}
		return (text.indexOf(':') >= 0 && COLONS.matcher(text).matches() && isParsed(text)) ? IPV6 : null;
	}

	private static boolean isParsed(String text) {
		try {
			return InetAddress.getByName(text) != null;
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}

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

package io.identifiabl.token;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.identifiabl.identity.Issuer;

/**
 * Notices tokens of an issuer that is written a little differently from a configured one:
 * with or without a slash at its end, with another scheme, or in another case. They are
 * refused, and since keys can be fetched all the same, nothing else would tell why. Warns
 * once for each configured issuer, so that nobody can fill a log. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class NearIssuers {

	private static final Log logger = LogFactory.getLog(NearIssuers.class);

	private static final List<String> SCHEMES = List.of("https://", "http://");

	private final Map<String, String> configured = new ConcurrentHashMap<>();

	void add(String issuer) {
		this.configured.put(fold(issuer), issuer);
	}

	void notice(String claimed) {
		String issuer = this.configured.isEmpty() ? null : this.configured.remove(fold(claimed));
		if (issuer != null) {
			logger.warn("Refused a token of the issuer '" + claimed + "'; the issuer is configured as '" + issuer
					+ "'. If they are the same, write the issuer as tokens name it. This is said once");
		}
	}

	// only what is known is left out, since the rest is what a caller wrote
	private static String fold(String issuer) {
		String folded = Issuer.normalize(issuer.toLowerCase(Locale.ROOT));
		for (String scheme : SCHEMES) {
			if (folded.startsWith(scheme)) {
				return folded.substring(scheme.length());
			}
		}
		return folded;
	}

}

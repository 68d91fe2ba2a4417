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

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The tenant that an issuer of Entra ID names: the first segment of its path. Metadata
 * for all tenants has {@code {tenantid}} there, which a URI could not hold.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer">Validate
 * the issuer</a>
 */
final class EntraTenants {

	private static final String AUTHORITY = "://";

	// one directory, whatever version of tokens and whatever kind of tenant
	private static final Predicate<String> MICROSOFT = Issuers.trustedHost("login.microsoftonline.com",
			"login.microsoftonline.us", "sts.windows.net", ".ciamlogin.com");

	// run by another company, whose word is good for its own users only
	private static final Predicate<String> CHINA = Issuers.trustedHost("login.partner.microsoftonline.cn",
			"sts.chinacloudapi.cn");

	private EntraTenants() {
	}

	static @Nullable String find(String issuer) {
		int start = start(issuer);
		String tenant = (start > 0) ? issuer.substring(start, end(issuer, start)) : "";
		return tenant.isEmpty() ? null : tenant;
	}

	// What object ids of an issuer that names a tenant are unique within. The issuer is
	// one that was trusted: whoever may speak for another host must not get the keys of
	// Microsoft's users.
	static String directory(String issuer) {
		int start = start(issuer);
		String tenant = issuer.substring(start, end(issuer, start));
		if (MICROSOFT.test(issuer)) {
			return "https://login.microsoftonline.com/" + tenant;
		}
		return CHINA.test(issuer) ? "https://login.partner.microsoftonline.cn/" + tenant
				: issuer.substring(0, start) + tenant;
	}

	private static int start(String issuer) {
		int authority = issuer.indexOf(AUTHORITY);
		return (authority >= 0) ? issuer.indexOf('/', authority + AUTHORITY.length()) + 1 : 0;
	}

	private static int end(String issuer, int start) {
		int end = issuer.indexOf('/', start);
		return (end >= 0) ? end : issuer.length();
	}

}

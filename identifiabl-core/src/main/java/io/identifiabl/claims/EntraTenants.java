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

package io.identifiabl.claims;

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

	private EntraTenants() {
	}

	static @Nullable String find(String issuer) {
		int authority = issuer.indexOf(AUTHORITY);
		int start = (authority >= 0) ? issuer.indexOf('/', authority + AUTHORITY.length()) + 1 : 0;
		if (start == 0) {
			return null;
		}
		int end = issuer.indexOf('/', start);
		String tenant = (end >= 0) ? issuer.substring(start, end) : issuer.substring(start);
		return tenant.isEmpty() ? null : tenant;
	}

}

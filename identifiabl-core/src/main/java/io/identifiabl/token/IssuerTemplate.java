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

import java.util.Set;

import io.identifiabl.keys.IssuerLocations;

/**
 * An issuer with a place for the tenant, and the tenants that may stand there. Matching
 * is exact: nothing in a token can stretch it to another host or path.
 *
 * @author Identifiabl Contributors
 */
final class IssuerTemplate {

	static final String ANY_TENANT = "*";

	// 8-4-4-4-12 hexadecimal digits
	private static final int TENANT_LENGTH = 36;

	private static final Set<Integer> HYPHENS = Set.of(8, 13, 18, 23);

	private final String prefix;

	private final String suffix;

	private final Set<String> tenants;

	IssuerTemplate(String template, Set<String> tenants) {
		int place = template.indexOf(IssuerLocations.TENANT);
		this.prefix = template.substring(0, place);
		this.suffix = template.substring(place + IssuerLocations.TENANT.length());
		this.tenants = tenants;
	}

	static boolean isTemplate(String issuer) {
		return issuer.contains(IssuerLocations.TENANT);
	}

	static boolean isTenant(String text) {
		if (text.length() != TENANT_LENGTH) {
			return false;
		}
		for (int i = 0; i < TENANT_LENGTH; i++) {
			char c = text.charAt(i);
			boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
			if (HYPHENS.contains(i) ? c != '-' : !digit) {
				return false;
			}
		}
		return true;
	}

	boolean matches(String issuer) {
		int end = issuer.length() - this.suffix.length();
		if (end - this.prefix.length() != TENANT_LENGTH || !issuer.startsWith(this.prefix)
				|| !issuer.endsWith(this.suffix)) {
			return false;
		}
		String tenant = issuer.substring(this.prefix.length(), end);
		return isTenant(tenant) && (this.tenants.contains(tenant) || this.tenants.contains(ANY_TENANT));
	}

}

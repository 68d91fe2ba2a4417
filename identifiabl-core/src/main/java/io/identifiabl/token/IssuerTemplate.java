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

import io.identifiabl.identity.Issuer;

/**
 * An issuer with a place for the tenant, and the tenants that may stand there. Matching
 * is exact: nothing in a token can stretch it to another host or path.
 *
 * @author Identifiabl Contributors
 */
final class IssuerTemplate {

	static final String ANY_TENANT = "*";

	private final Issuer template;

	private final boolean endsWithSlash;

	private final Set<String> tenants;

	IssuerTemplate(String template, Set<String> tenants) {
		this.template = Issuer.of(template);
		this.endsWithSlash = template.endsWith("/");
		this.tenants = tenants;
	}

	static boolean isTemplate(String issuer) {
		return issuer.contains(Issuer.TENANT);
	}

	boolean matches(String issuer) {
		if (issuer.endsWith("/") != this.endsWithSlash) {
			return false;
		}
		return includes(this.template, this.tenants, issuer);
	}

	/**
	 * Whether a text names an issuer, or that of an allowed tenant of it, however it is
	 * spelled.
	 * @param configured the issuer
	 * @param tenants the allowed tenants, where it has a place for one
	 * @param issuer the text
	 * @return whether it does
	 */
	static boolean includes(Issuer configured, Set<String> tenants, String issuer) {
		if (Issuer.normalize(issuer).isBlank()) {
			return false;
		}
		Issuer candidate = Issuer.of(issuer);
		if (!configured.isTemplate()) {
			return configured.equals(candidate);
		}
		String tenant = configured.findTenant(candidate);
		return tenant != null && (tenants.contains(tenant) || tenants.contains(ANY_TENANT));
	}

}

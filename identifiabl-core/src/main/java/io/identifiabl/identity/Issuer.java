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

package io.identifiabl.identity;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The issuer of tokens, and the one answer to whether two texts name the same one.
 * Issuers that differ only in a trailing slash are equal. An issuer may have the place
 * {@link #TENANT} for a tenant, and then {@linkplain #includes(Issuer) includes} the
 * issuers of all tenants. Immutable.
 * <p>
 * Whether a token is accepted is a stricter question: unless the configuration says
 * otherwise its {@code iss} claim has to be spelled exactly like the configured issuer.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Issuer {

	/**
	 * The place for a tenant in the name of an issuer.
	 */
	public static final String TENANT = "{tenantid}";

	// 8-4-4-4-12 hexadecimal digits
	private static final int TENANT_LENGTH = 36;

	private static final Set<Integer> HYPHENS = Set.of(8, 13, 18, 23);

	private final String name;

	private final int place;

	private Issuer(String name) {
		this.name = name;
		this.place = name.indexOf(TENANT);
	}

	/**
	 * Return the issuer of that name.
	 * @param name the name, as in a token or a configuration
	 * @return the issuer
	 * @throws IllegalArgumentException if the name is blank
	 */
	public static Issuer of(String name) {
		String normalized = normalize(name);
		if (normalized.isBlank()) {
			throw new IllegalArgumentException("issuer must not be blank");
		}
		return new Issuer(normalized);
	}

	/**
	 * Return the one spelling under which an issuer is kept and compared.
	 * @param name the name, as in a token or a configuration
	 * @return the name without one trailing slash
	 */
	public static String normalize(String name) {
		return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
	}

	/**
	 * Whether two names are those of one issuer.
	 * @param name a name
	 * @param other another name
	 * @return whether they are equal but for a trailing slash
	 */
	public static boolean isSame(String name, String other) {
		return normalize(name).equals(normalize(other));
	}

	/**
	 * Whether a text can take the place of a tenant.
	 * @param text the text
	 * @return whether it is a GUID in lower case
	 */
	public static boolean isTenant(String text) {
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

	/**
	 * Whether the issuer stands for those of several tenants.
	 * @return whether it has a place for the tenant
	 */
	public boolean isTemplate() {
		return this.place >= 0;
	}

	/**
	 * Whether another issuer is this one, or that of a tenant of it. Nothing in the
	 * other's name can stretch the place of the tenant to another host or path.
	 * @param other the other issuer
	 * @return whether it is the same, or this one has a place and the other has the id of
	 * a tenant there
	 */
	public boolean includes(Issuer other) {
		return equals(other) || findTenant(other) != null;
	}

	/**
	 * Return the tenant whose issuer another one is.
	 * @param other the other issuer
	 * @return the tenant, {@code null} if this issuer has no place for one or the other
	 * issuer differs in more than that
	 */
	public @Nullable String findTenant(Issuer other) {
		if (!isTemplate()) {
			return null;
		}
		int suffixStart = this.place + TENANT.length();
		int suffixLength = this.name.length() - suffixStart;
		int end = other.name.length() - suffixLength;
		if (end - this.place != TENANT_LENGTH || !other.name.regionMatches(0, this.name, 0, this.place)
				|| !other.name.regionMatches(end, this.name, suffixStart, suffixLength)) {
			return null;
		}
		String tenant = other.name.substring(this.place, end);
		return isTenant(tenant) ? tenant : null;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof Issuer other && this.name.equals(other.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	/**
	 * Return the name.
	 * @return the name without a trailing slash, as identities and records have it
	 */
	@Override
	public String toString() {
		return this.name;
	}

}

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

import java.util.List;
import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Descope: sessions, access keys and agentic clients. Roles and permissions are those of
 * the project and of the current tenant ({@code dct}), never of another one. Sessions
 * have no audience, but every issuer belongs to one project.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://docs.descope.com/session-overview">Sessions</a>
 */
final class DescopeProvider {

	private static final int MIN_PROJECT_LENGTH = 27;

	/**
	 * Before the ids of access keys and agentic clients, which start with a digit. They
	 * are made by Descope, while a template may take what users sign in with for their
	 * subject.
	 */
	private static final List<String> SERVICES = List.of("K", "TPA");

	private DescopeProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> service = ClaimRules.text(ClaimPath.of("sub"), DescopeProvider::isService);
		ClaimMapping mapping = ClaimMapping.builder("descope")
			.read(IdentityAttribute.CLIENT_ID, "azp", "client_id")
			.derive(IdentityAttribute.CLIENT_ID, ClaimReaders.subjectWhen(service))
			.read(IdentityAttribute.TENANT, "dct")
			.read(IdentityAttribute.ROLES, "roles")
			.derive(IdentityAttribute.ROLES, DescopeTenants.read("roles"))
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.derive(IdentityAttribute.PERMISSIONS, DescopeTenants.read("permissions"))
			.permissionsHaveBlanks()
			.service(service)
			.build();
		return new Provider("descope", DescopeProvider::isIssuer, mapping,
				new Refusal("refresh_token_used_as_access_token", ClaimRules.is("drn", "DSR")), Refusal.ID_TOKEN)
			.withJwkSetUri((issuer) -> isProject(issuer)
					? "https://api.descope.com/" + issuer + "/.well-known/jwks.json" : null)
			.withTokenBindings(TokenBinding.ISSUER)
			.withOneApplicationAt(DescopeProvider::isOfOneProject);
	}

	private static boolean isService(String subject) {
		return SERVICES.stream()
			.anyMatch((prefix) -> subject.startsWith(prefix) && isId(subject.substring(prefix.length())));
	}

	private static boolean isId(String text) {
		return !text.isEmpty() && text.charAt(0) <= '9' && text.chars().allMatch(DescopeProvider::isLetterOrDigit);
	}

	private static boolean isLetterOrDigit(int c) {
		return c < 0x80 && Character.isLetterOrDigit(c);
	}

	private static boolean isIssuer(String issuer) {
		return isProject(issuer)
				|| Issuers.host("api.descope.com").or(Issuers.hostBetween("api.", ".descope.com")).test(issuer);
	}

	private static boolean isOfOneProject(String address) {
		return isIssuer(address)
				&& (isProject(address) || Issuers.pathSegments(address).stream().anyMatch(DescopeProvider::isProject));
	}

	private static boolean isProject(String issuer) {
		return issuer.length() >= MIN_PROJECT_LENGTH && issuer.startsWith("P")
				&& issuer.chars().allMatch(DescopeProvider::isLetterOrDigit);
	}

}

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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Identity;

/**
 * Which claims each preset reads, written down once more for comparison: a line for each
 * preset, a column for each attribute, in order of preference. What is derived by code is
 * not in the table. A path that starts with a slash is a JSON Pointer.
 *
 * @author Identifiabl Contributors
 */
final class PresetCells {

	private static final List<IdentityAttribute> COLUMNS = List.of(IdentityAttribute.USER_ID,
			IdentityAttribute.CLIENT_ID, IdentityAttribute.TENANT, IdentityAttribute.ORG_ID, IdentityAttribute.ROLES,
			IdentityAttribute.PERMISSIONS, IdentityAttribute.GROUPS, IdentityAttribute.PLAN);

	private static final String TABLE = """
			auth0      | sub     | azp client_id         | -                | org_id                 | roles                                 | permissions                  | groups             | plan
			okta       | uid sub | cid client_id /act/sub | -               | org_id                 | roles                                 | permissions                  | groups             | plan
			entra      | oid sub | azp appid             | tid              | -                      | roles                                 | -                            | groups             | plan_claim
			entra-b2c  | oid sub | azp appid             | -                | -                      | roles                                 | -                            | groups             | -
			keycloak   | sub     | azp client_id         | -                | -                      | /realm_access/roles                   | permissions                  | groups             | plan
			cognito    | sub     | client_id             | -                | -                      | roles                                 | -                            | cognito:groups     | -
			google     | sub     | azp                   | -                | hd                     | -                                     | -                            | -                  | -
			google-iap | -       | -                     | -                | hd                     | -                                     | -                            | -                  | -
			firebase   | sub     | -                     | /firebase/tenant | org_id                 | roles                                 | permissions                  | groups             | plan
			stytch     | sub     | client_id             | -                | /https:~1~1stytch.com~1organization/organization_id | /https:~1~1stytch.com~1session/roles | permissions | - | plan
			workos     | sub     | client_id             | -                | org_id                 | roles role                            | permissions                  | -                  | -
			clerk      | sub     | client_id             | -                | /o/id org_id           | org_role                              | org_permissions              | -                  | -
			descope    | sub     | azp client_id         | dct              | -                      | roles                                 | permissions                  | -                  | -
			pingone    | sub     | client_id             | -                | -                      | roles                                 | permissions                  | groups             | -
			spring-as  | sub     | client_id azp aud     | -                | -                      | roles                                 | permissions                  | groups             | -
			ory-hydra  | sub     | client_id             | -                | org_id /ext/org_id     | roles /ext/roles                      | permissions /ext/permissions | groups /ext/groups | plan /ext/plan
			zitadel    | sub     | client_id azp         | -                | urn:zitadel:iam:user:resourceowner:id | -                      | -                            | -                  | -
			fusionauth | sub     | applicationId         | tid              | -                      | roles                                 | permissions                  | groups             | -
			supabase   | sub     | client_id             | -                | /app_metadata/org_id   | /app_metadata/roles                   | -                            | -                  | /app_metadata/plan
			generic    | sub     | client_id azp         | tenant           | org_id                 | roles                                 | permissions                  | groups             | plan
			""";

	private static final Map<IdentityAttribute, String> EVERYWHERE = Map.of(IdentityAttribute.SCOPES,
			"scope scp scopes", IdentityAttribute.EMAIL, "email", IdentityAttribute.NAME, "name",
			IdentityAttribute.USERNAME, "preferred_username username", IdentityAttribute.TOKEN_ID, "jti",
			IdentityAttribute.SESSION_ID, "sid");

	private static final String EXCEPTIONS = """
			entra      | SCOPES     | scp
			entra      | TOKEN_ID   | uti jti
			entra-b2c  | SCOPES     | scp
			entra-b2c  | EMAIL      | email /emails/0
			google     | SCOPES     | -
			google-iap | SCOPES     | -
			stytch     | SESSION_ID | /https:~1~1stytch.com~1session/id sid
			ory-hydra  | EMAIL      | email /ext/email
			ory-hydra  | NAME       | name /ext/name
			supabase   | NAME       | /user_metadata/full_name
			supabase   | SESSION_ID | session_id
			""";

	private static final Map<String, Map<IdentityAttribute, List<String>>> CELLS = parse();

	private PresetCells() {
	}

	private static Map<String, Map<IdentityAttribute, List<String>>> parse() {
		Map<String, Map<IdentityAttribute, List<String>>> cells = new LinkedHashMap<>();
		TABLE.lines().map(PresetCells::split).forEach((line) -> {
			Map<IdentityAttribute, List<String>> row = new EnumMap<>(IdentityAttribute.class);
			EVERYWHERE.forEach((attribute, paths) -> row.put(attribute, paths(paths)));
			for (int i = 0; i < COLUMNS.size(); i++) {
				row.put(COLUMNS.get(i), paths(line.get(i + 1)));
			}
			cells.put(line.get(0), row);
		});
		EXCEPTIONS.lines()
			.map(PresetCells::split)
			.forEach((line) -> of(cells, line.get(0)).put(IdentityAttribute.valueOf(line.get(1)), paths(line.get(2))));
		return cells;
	}

	private static List<String> split(String line) {
		return Arrays.stream(line.split("\\|")).map(String::strip).toList();
	}

	private static List<String> paths(String cell) {
		return cell.equals("-") ? List.of() : List.of(cell.split(" +"));
	}

	private static <T> T of(Map<String, T> map, String key) {
		return Objects.requireNonNull(map.get(key), key);
	}

	static List<String> presets() {
		return List.copyOf(CELLS.keySet());
	}

	static Map<IdentityAttribute, List<String>> of(String preset) {
		return of(CELLS, preset);
	}

	// all places that any preset reads
	static List<String> allPaths() {
		return CELLS.values()
			.stream()
			.flatMap((row) -> row.values().stream())
			.flatMap(List::stream)
			.distinct()
			.toList();
	}

	// numbers only, since names have a meaning for some presets
	static Map<String, Object> claims() {
		return new HashMap<>(Map.of("iss", "https://issuer.example.com", "sub", "1000"));
	}

	@SuppressWarnings("unchecked")
	static void put(Map<String, Object> claims, String path, Object value) {
		List<String> keys = keys(path);
		Map<String, Object> parent = claims;
		for (int i = 0; i < keys.size() - 1; i++) {
			if (keys.get(i + 1).equals("0")) {
				parent.put(keys.get(i), List.of(value));
				return;
			}
			parent = (Map<String, Object>) parent.computeIfAbsent(keys.get(i), (key) -> new HashMap<String, Object>());
		}
		parent.put(keys.get(keys.size() - 1), value);
	}

	private static List<String> keys(String path) {
		if (!path.startsWith("/")) {
			return List.of(path);
		}
		return Arrays.stream(path.substring(1).split("/")).map((key) -> key.replace("~1", "/")).toList();
	}

	static boolean isUnion(IdentityAttribute attribute) {
		return attribute == IdentityAttribute.ROLES || attribute == IdentityAttribute.PERMISSIONS
				|| attribute == IdentityAttribute.GROUPS || attribute == IdentityAttribute.SCOPES;
	}

	static List<String> read(Identity identity, IdentityAttribute attribute) {
		return switch (attribute) {
			case ROLES -> List.copyOf(identity.getRoles());
			case PERMISSIONS -> List.copyOf(identity.getPermissions());
			case GROUPS -> List.copyOf(identity.getGroups());
			case SCOPES -> List.copyOf(identity.getOauthScopes().asSet());
			default -> {
				String text = readText(identity, attribute);
				yield (text != null) ? List.of(text) : new ArrayList<>();
			}
		};
	}

	private static @Nullable String readText(Identity identity, IdentityAttribute attribute) {
		return switch (attribute) {
			case USER_ID -> identity.getUserId();
			case CLIENT_ID -> identity.getClientId();
			case TENANT -> identity.getTenant();
			case ORG_ID -> identity.getOrgId();
			case PLAN -> identity.getPlan();
			case EMAIL -> identity.getEmail();
			case NAME -> identity.getName();
			case USERNAME -> identity.getUsername();
			case TOKEN_ID -> identity.getTokenId();
			case SESSION_ID -> identity.getAuthenticationContext().sessionId();
			default -> throw new IllegalArgumentException(attribute.name());
		};
	}

}

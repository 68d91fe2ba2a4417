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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What holds for every cell of every preset.
 *
 * @author Identifiabl Contributors
 */
class PresetCellsTests {

	private static final String NUMBER = "77";

	@Test
	void everyPresetHasItsLine() {
		assertThat(PresetCells.presets())
			.containsExactlyElementsOf(Providers.all().stream().map(Provider::getName).toList());
	}

	@ParameterizedTest
	@MethodSource("cells")
	void mapReadsTheClaimsOfTheCellInTheirOrder(String preset, IdentityAttribute attribute, List<String> paths) {
		for (int first = 0; first < paths.size(); first++) {
			Map<String, Object> claims = PresetCells.claims();
			for (int i = paths.size() - 1; i >= first; i--) {
				PresetCells.put(claims, paths.get(i), "20" + i);
			}
			List<String> expected = Stream.iterate(first, (i) -> i + 1)
				.limit(PresetCells.isUnion(attribute) ? paths.size() - first : 1)
				.map((i) -> "20" + i)
				.toList();
			assertThat(PresetCells.read(map(preset, claims), attribute)).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@MethodSource("cells")
	void mapReadsNoClaimOfAnotherCell(String preset, IdentityAttribute attribute, List<String> paths) {
		List<String> all = PresetCells.allPaths();
		Map<String, Object> claims = PresetCells.claims();
		all.forEach((path) -> PresetCells.put(claims, path, "30" + all.indexOf(path)));
		List<String> expected = paths.stream()
			.limit(PresetCells.isUnion(attribute) ? paths.size() : 1)
			.map((path) -> "30" + all.indexOf(path))
			.toList();
		if (preset.equals("google-iap") && attribute == IdentityAttribute.USER_ID) {
			expected = List.of("30" + all.indexOf("sub"));
		}
		assertThat(PresetCells.read(map(preset, claims), attribute)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("cells")
	void mapWhenClaimsOfTheCellAreAbsentThenReadsNothing(String preset, IdentityAttribute attribute,
			List<String> paths) {
		Map<String, Object> claims = PresetCells.claims();
		PresetCells.allPaths()
			.stream()
			.filter((path) -> !paths.contains(path) && !path.equals("sub"))
			.forEach((path) -> PresetCells.put(claims, path, "30"));
		List<String> expected = (attribute == IdentityAttribute.USER_ID) ? List.of("1000") : List.of();
		assertThat(PresetCells.read(map(preset, claims), attribute)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("presets")
	void mapNamesThePreset(String preset) {
		assertThat(map(preset, PresetCells.claims()).getProvider()).isEqualTo(preset);
	}

	@ParameterizedTest
	@MethodSource("presets")
	void refuseForeignUseWhenIdTokenThenRefusesUnlessThereAreNoAccessTokens(String preset) {
		for (String hash : List.of("at_hash", "c_hash")) {
			Map<String, Object> claims = PresetCells.claims();
			claims.put(hash, "abc");
			if (List.of("google", "google-iap", "firebase").contains(preset)) {
				assertThatNoException().isThrownBy(() -> refuse(preset, claims));
			}
			else {
				assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> refuse(preset, claims))
					.withMessage("id_token_used_as_access_token");
			}
		}
	}

	private static void refuse(String preset, Map<String, Object> claims) {
		Providers.forName(preset).orElseThrow().refuseForeignUse(ClaimSet.of(claims));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void mapWhenCellIsConfiguredThenReadsNothingElse(String preset, IdentityAttribute attribute) {
		ClaimMapping mapping = mapping(preset).toBuilder().read(attribute, "own").build();
		Map<String, Object> claims = everything();
		if (attribute == IdentityAttribute.USER_ID) {
			assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> mapping.map(ClaimSet.of(claims)))
				.withMessage("missing_subject");
		}
		else {
			assertThat(PresetCells.read(mapping.map(ClaimSet.of(claims)), attribute)).isEmpty();
		}
		claims.put("own", NUMBER);
		assertThat(PresetCells.read(mapping.map(ClaimSet.of(claims)), attribute)).containsExactly(NUMBER);
	}

	@ParameterizedTest
	@MethodSource("cells")
	void mapWhenClaimIsOfTheWrongTypeThenItIsAbsent(String preset, IdentityAttribute attribute, List<String> paths) {
		for (String path : paths) {
			if (path.equals("sub") || path.equals("/firebase/tenant")) {
				// refused, see the tests of the preset
				continue;
			}
			for (Object wrong : wrongValues(!PresetCells.isUnion(attribute) && !path.equals("aud"))) {
				if (attribute == IdentityAttribute.SCOPES && wrong instanceof String) {
					// split at any white space
					continue;
				}
				if ("a\nb".equals(wrong) && (attribute == IdentityAttribute.USER_ID || path.equals("/act/sub"))) {
					// refused, since it would be another user or actor
					continue;
				}
				Map<String, Object> claims = PresetCells.claims();
				PresetCells.put(claims, path, wrong);
				Identity identity = map(preset, claims);
				assertThat(identity.toMap()).as("%s %s", path, wrong)
					.isEqualTo(map(preset, PresetCells.claims()).toMap());
				assertThat(identity.getOauthScopes()).isEmpty();
				assertThat(Arrays.asList(identity.getTokenId(), identity.getUsername(),
						identity.getAuthenticationContext().sessionId()))
					.containsOnlyNulls();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("presets")
	void mapWhenCommonClaimIsOfTheWrongTypeThenItIsAbsent(String preset) {
		for (String claim : List.of("act", "amr", "auth_time", "acr", "email_verified")) {
			for (Object wrong : wrongValues(!claim.equals("amr"))) {
				if (Boolean.TRUE.equals(wrong) || (claim.equals("auth_time") && wrong instanceof Number)) {
					continue;
				}
				Map<String, Object> claims = PresetCells.claims();
				claims.put(claim, wrong);
				Identity identity = map(preset, claims);
				Identity expected = map(preset, PresetCells.claims());
				assertThat(identity.toMap()).as("%s %s", claim, wrong).isEqualTo(expected.toMap());
				assertThat(identity.getTraits()).isEqualTo(expected.getTraits());
				assertThat(identity.getAuthenticationContext()).isEqualTo(expected.getAuthenticationContext());
			}
		}
	}

	static List<String> presets() {
		return PresetCells.presets();
	}

	static Stream<Arguments> cells() {
		return PresetCells.presets()
			.stream()
			.flatMap((preset) -> Arrays.stream(IdentityAttribute.values())
				.map((attribute) -> Arguments.of(preset, attribute,
						PresetCells.of(preset).getOrDefault(attribute, List.of()))));
	}

	private static List<Object> wrongValues(boolean ofText) {
		List<@Nullable Object> elements = Arrays.asList(7L, true, null, Map.of("sub", 7L), List.of("x"));
		List<Object> wrong = List.of(7L, 7.5, true, false, Map.of("a", "b"), elements, List.of(), " ", "a\nb");
		return ofText ? Stream.concat(wrong.stream(), Stream.of(List.of("x"))).toList() : wrong;
	}

	// what is read and what is derived from it
	private static Map<String, Object> everything() {
		Map<String, Object> claims = PresetCells.claims();
		PresetCells.allPaths().forEach((path) -> PresetCells.put(claims, path, "40"));
		PresetCells.put(claims, "/o/rol", "admin");
		PresetCells.put(claims, "/o/per", "manage");
		PresetCells.put(claims, "/o/fpm", "1");
		claims.put("fea", "o:dashboard");
		claims.put("pla", "o:pro");
		claims.put("organization", List.of("acme"));
		claims.put("tenants", Map.of("40", Map.of("roles", List.of("admin"), "permissions", List.of("manage"))));
		claims.put("urn:zitadel:iam:org:project:roles", Map.of("admin", Map.of()));
		claims.put("sub", "1000");
		return claims;
	}

	private static ClaimMapping mapping(String preset) {
		return Providers.forName(preset).orElseThrow().getClaimMapping();
	}

	private static Identity map(String preset, Map<String, Object> claims) {
		return mapping(preset).map(ClaimSet.of(claims));
	}

}

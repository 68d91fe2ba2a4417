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

package io.identifiabl.test.hostile;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a server under test has to be configured for one issuer.
 *
 * @param name the name in the corpus
 * @param type the preset, for example {@code generic}
 * @param issuer the issuer, with {@code {tenantid}} in it if there are tenants
 * @param jwkSetUri where the keys are, {@code null} if that has to be discovered
 * @param algorithms the accepted algorithms, empty for RS256 alone
 * @param tenants the tenants that are accepted, if it is an issuer of several
 * @param claims attributes of the identity that are read from other claims than usual
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record HostileIssuer(String name, String type, String issuer, @Nullable String jwkSetUri,
		List<String> algorithms, List<String> tenants, Map<String, String> claims) {

}

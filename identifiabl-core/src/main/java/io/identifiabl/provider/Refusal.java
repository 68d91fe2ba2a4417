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

import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;

/**
 * A kind of token that must not be taken for an access token of this resource server.
 *
 * @param code the error code
 * @param matches whether a token is of that kind
 * @author Identifiabl Contributors
 */
record Refusal(String code, Predicate<ClaimSet> matches) {

	static final Refusal ID_TOKEN = new Refusal("id_token_used_as_access_token",
			ClaimRules.present("at_hash").or(ClaimRules.present("c_hash")));

}

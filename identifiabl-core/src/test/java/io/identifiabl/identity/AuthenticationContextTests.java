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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationContextTests {

	@Test
	void unknownHasNoValues() {
		assertThat(AuthenticationContext.UNKNOWN).isEqualTo(new AuthenticationContext(null, null, null, List.of()));
	}

	@Test
	void amrIsCopied() {
		List<String> methods = new ArrayList<>(List.of("pwd"));
		AuthenticationContext context = new AuthenticationContext(null, null, null, methods);
		methods.add("otp");
		assertThat(context.amr()).containsExactly("pwd");
	}

}

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

package io.identifiabl.test.slice;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A spy, behind which there is the service itself.
 *
 * @author Identifiabl Contributors
 */
@SpringBootTest(classes = SliceApplication.class, webEnvironment = WebEnvironment.NONE,
		properties = { "identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
				"identifiabl.audit.store=memory" })
@Import(SpiedServiceTests.Vault.class)
@MockitoSpyBean(types = SpiedServiceTests.Vault.class)
class SpiedServiceTests {

	@Test
	@WithIdentity(scopes = "other")
	void callWhenScopeIsMissingThenIsRefused(@Autowired Vault vault) {
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(vault::open);
	}

	@Test
	@WithIdentity(scopes = "vault")
	void callWhenScopeIsGrantedThenRuns(@Autowired Vault vault) {
		assertThat(vault.open()).isEqualTo("gold");
	}

	static class Vault {

		@RequireScope("vault")
		String open() {
			return "gold";
		}

	}

}

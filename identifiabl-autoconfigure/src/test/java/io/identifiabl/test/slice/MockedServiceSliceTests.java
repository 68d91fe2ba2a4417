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
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.BDDMockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice whose service is a mock, with the provider that the application has configured.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(controllers = MockedServiceSliceTests.VaultController.class,
		properties = { "identifiabl.audiences=urn:api", "identifiabl.providers.x.type=generic" })
@Import(MockedServiceSliceTests.VaultController.class)
@ExtendWith(OutputCaptureExtension.class)
class MockedServiceSliceTests {

	private static final TestIssuer issuer = TestIssuer.start();

	@MockitoBean
	private Vault vault;

	@Autowired
	private MockMvcTester mvc;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("identifiabl.providers.x.issuer", issuer::getIssuer);
	}

	@Test
	@WithIdentity(userId = "alice")
	void getWhenServiceIsMockedThenTheMockAnswers() {
		BDDMockito.given(this.vault.open()).willReturn("nothing");
		assertThat(this.mvc.get().uri("/vault")).hasStatusOk().hasBodyTextEqualTo("nothing");
	}

	@Test
	void startThenNobodyAsksTheProviderOrSpeaksOfAServer(@Autowired ApplicationContext context, CapturedOutput output) {
		assertThat(context.containsBean("identifiablKeyWarmUp")).isFalse();
		assertThat(context.containsBean("identifiablStartupHints")).isFalse();
		assertThat(issuer.getKeySetRequests()).isZero();
		assertThat(output.getAll()).doesNotContain("resource server is not known", "web server refuses");
	}

	@RestController
	static class VaultController {

		private final Vault vault;

		VaultController(Vault vault) {
			this.vault = vault;
		}

		@GetMapping("/vault")
		String open() {
			return this.vault.open();
		}

	}

	static class Vault {

		@RequireScope("vault")
		String open() {
			return "gold";
		}

	}

}

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

import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a slice shows of a request's headers: what production does.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(IdentityHeaderSliceTests.EchoController.class)
@Import(IdentityHeaderSliceTests.EchoController.class)
class IdentityHeaderSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	@WithMockUser
	void getWithIdentityHeadersThenControllerSeesTheOthers() {
		assertThat(this.mvc.get()
			.uri("/echo")
			.header("X-Tenant", "acme")
			.header("x_org_id", "acme")
			.header("Txn-Token", "acme")
			.header("Kept", "kept")).hasStatusOk().hasBodyTextEqualTo("[Kept]");
	}

	@RestController
	static class EchoController {

		@GetMapping("/echo")
		String echo(HttpServletRequest request) {
			return Collections.list(request.getHeaderNames()).toString();
		}

	}

}

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
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.identifiabl.test.IdentityRequestPostProcessors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a slice of an application that has a decoder of its own.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(NotesController.class)
class OwnDecoderSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void getWithTokenThenOwnDecoderVouchesForIt() {
		assertThat(this.mvc.get().uri("/me").with(IdentityRequestPostProcessors.bearerToken("alice"))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.userId")
			.isEqualTo("alice");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnDecoderConfiguration {

		@Bean
		JwtDecoder ownJwtDecoder() {
			return (token) -> Jwt.withTokenValue(token).header("alg", "RS256").subject(token).build();
		}

	}

}

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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.security.IdentityResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a slice of an application that goes without the identity layer.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(controllers = NotesController.class, properties = "identifiabl.enabled=false")
class DisabledSliceTests {

	@Autowired
	private ObjectProvider<IdentityResolver> identityResolver;

	@Autowired
	private ObjectProvider<JwtDecoder> decoder;

	@Test
	void identityLayerIsNotThere() {
		assertThat(this.identityResolver.getIfAvailable()).isNull();
	}

	@Test
	void decoderOfSlicesIsNotThere() {
		assertThat(this.decoder.getIfAvailable()).isNull();
	}

}

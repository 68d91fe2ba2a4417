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

package io.identifiabl.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerRequestTests {

	@ParameterizedTest
	@CsvSource({ "/api/me, /api/me", "/notes/{id}, /notes/x", "/notes/{id}/parts/{part}, /notes/x/parts/x",
			"/files/{*path}, /files/x", "/files/**, /files/x", "/a/*.json, /a/x.json", "/n/{id:.{1}}, /n/x", "/, /",
			"/v?/me, /vx/me" })
	void fillWhenPatternHasPlacesThenPathMatches(String pattern, String path) {
		assertThat(HandlerRequest.fill(pattern)).isEqualTo(path);
		assertThat(PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path))).isTrue();
	}

}

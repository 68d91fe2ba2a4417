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

package io.identifiabl.token;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenHeaderCacheTests {

	private static final String ENCODED = TestTokens.encode(TestTokens.json(TestTokens.header()));

	private final TokenHeaderCache headers = new TokenHeaderCache();

	@Test
	void getWhenHeaderWasNotKeptThenReadsItAnew() {
		TokenHeader header = this.headers.get(ENCODED);
		assertThat(header.getEncoded()).isEqualTo(ENCODED);
		assertThat(this.headers.get(ENCODED)).isNotSameAs(header);
	}

	@Test
	void getWhenHeaderWasKeptThenReturnsIt() {
		TokenHeader header = this.headers.get(ENCODED);
		this.headers.keep(header);
		assertThat(this.headers.get(ENCODED)).isSameAs(header);
	}

	@Test
	void keepWhenThereIsOneAlreadyThenThatStays() {
		TokenHeader first = this.headers.get(ENCODED);
		TokenHeader second = this.headers.get(ENCODED);
		this.headers.keep(first);
		this.headers.keep(second);
		assertThat(this.headers.get(ENCODED)).isSameAs(first);
	}

}

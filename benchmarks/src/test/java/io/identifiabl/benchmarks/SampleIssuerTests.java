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

package io.identifiabl.benchmarks;

import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleIssuer}.
 *
 * @author Identifiabl Contributors
 */
class SampleIssuerTests {

	private final SampleIssuer issuer = new SampleIssuer();

	@Test
	void issueMakesTokensOfAboutNineHundredBytes() {
		assertThat(this.issuer.issue().length()).isBetween(880, 920);
	}

	@Test
	void issueWhenManyThenNoTwoAreTheSame() {
		List<String> tokens = this.issuer.issue(100);
		assertThat(new HashSet<>(tokens)).hasSize(100);
	}

	@Test
	void getKeySetHasNoPrivateKey() {
		assertThat(this.issuer.getKeySet().getKeys()).singleElement().matches((key) -> !key.isPrivate());
	}

}

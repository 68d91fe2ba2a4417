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

package io.identifiabl.actuate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.token.TokenCacheStatistics;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("every-jdk")
class TokenCacheMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@BeforeEach
	void bind() {
		new TokenCacheMetrics(() -> new TokenCacheStatistics(5, 4, 3, 2, 1000)).bindTo(this.registry);
	}

	@Test
	void getsAreToldByTheirResult() {
		assertThat(this.registry.get("identifiabl.token.cache.gets").tag("result", "hit").functionCounter().count())
			.isEqualTo(5);
		assertThat(this.registry.get("identifiabl.token.cache.gets").tag("result", "miss").functionCounter().count())
			.isEqualTo(4);
	}

	@Test
	void evictionsAreCounted() {
		assertThat(this.registry.get("identifiabl.token.cache.evictions").functionCounter().count()).isEqualTo(3);
	}

	@Test
	void sizeAndWeightHaveUnits() {
		assertThat(this.registry.get("identifiabl.token.cache.size").gauge().value()).isEqualTo(2);
		assertThat(this.registry.get("identifiabl.token.cache.weight").gauge().value()).isEqualTo(1000);
		assertThat(this.registry.get("identifiabl.token.cache.weight").gauge().getId().getBaseUnit())
			.isEqualTo("bytes");
	}

}

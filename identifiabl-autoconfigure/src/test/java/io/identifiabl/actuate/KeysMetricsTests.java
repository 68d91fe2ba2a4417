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

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import com.nimbusds.jose.util.Resource;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(20)
@Tag("every-jdk")
class KeysMetricsTests {

	private static final String ISSUER = "https://idp.example.com";

	private final TestIssuer issuer = TestIssuer.start();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private volatile boolean down;

	private final IssuerKeys keys = new IssuerKeys(KeySettings.defaults(), (url) -> {
		if (this.down) {
			throw new IOException("down");
		}
		return new Resource(new JWKSet(this.issuer.getKey()).toString(), null);
	});

	private final JWKSource<SecurityContext> source = this.keys.of(ISSUER, URI.create(this.issuer.getJwkSetUri()), true,
			(keyIssuer, tokenIssuer) -> true);

	KeysMetricsTests() {
		new KeysMetrics(this.keys).bindTo(this.registry);
	}

	@AfterEach
	void stop() {
		this.keys.close();
		this.issuer.close();
	}

	@Test
	void metersWhenNothingHappenedThenSayThatThereAreNoKeys() {
		assertThat(meter("usable").gauge().value()).isZero();
		assertThat(meter("age").timeGauge().value(TimeUnit.SECONDS)).isNaN();
		assertThat(count("fetches")).isZero();
	}

	@Test
	void metersWhenKeysWereFetchedThenTellTheirAge() throws KeySourceException {
		get("any");
		assertThat(meter("usable").gauge().value()).isEqualTo(1);
		assertThat(meter("age").timeGauge().value(TimeUnit.SECONDS)).isBetween(0.0, 20.0);
	}

	@Test
	void metersCountFetchesAndUnknownKeys() throws KeySourceException {
		get("unknown");
		assertThat(count("fetches")).isEqualTo(2);
		assertThat(count("unknown")).isEqualTo(1);
		assertThat(count("failures")).isZero();
	}

	@Test
	void metersCountFailuresAndWhatWasServedNevertheless() throws KeySourceException {
		get(this.issuer.getKey().getKeyID());
		this.down = true;
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get("unknown"));
		get(this.issuer.getKey().getKeyID());
		assertThat(count("failures")).isEqualTo(1);
		assertThat(count("stale.serves")).isEqualTo(1);
	}

	@Test
	void metersHaveTheDocumentedUnits() {
		assertThat(Stream.of("fetches", "failures", "stale.serves", "unknown")
			.map((name) -> meter(name).functionCounter().getId().getBaseUnit()))
			.containsExactly("fetches", "fetches", "requests", "requests");
		assertThat(meter("age").timeGauge().getId().getBaseUnit()).isEqualTo("seconds");
	}

	private void get(String id) throws KeySourceException {
		this.source.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), new SimpleSecurityContext());
	}

	private double count(String name) {
		return meter(name).functionCounter().count();
	}

	private RequiredSearch meter(String name) {
		return this.registry.get("identifiabl.keys." + name).tag("issuer", ISSUER);
	}

}

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

package io.identifiabl.keys;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeySetVersionTests {

	private final ManualKeyTasks tasks = new ManualKeyTasks();

	private final List<JWK> published = new ArrayList<>();

	private boolean down;

	private final RefreshingKeySource keys = new RefreshingKeySource("https://issuer.example",
			new KeySetFetcher("https://issuer.example", URI.create("https://issuer.example/jwks"), true, this::serve),
			(keyIssuer, issuer) -> true, KeySettings.defaults(), this.tasks);

	@BeforeEach
	void publishTwoKeys() throws JOSEException {
		this.published.add(new ECKeyGenerator(Curve.P_256).keyID("key-1").generate().toPublicJWK());
		this.published.add(new ECKeyGenerator(Curve.P_256).keyID("key-2").generate().toPublicJWK());
	}

	@Test
	void versionWhenNeverLoadedThenIsNone() {
		assertThat(this.keys.getVersion()).isEqualTo(RefreshableKeys.NO_VERSION);
	}

	@Test
	void versionWhenTheSameKeysAreFetchedAgainThenStays() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.keys.refresh();
		assertThat(this.keys.getVersion()).isEqualTo(version).isNotEqualTo(RefreshableKeys.NO_VERSION);
	}

	@Test
	void versionWhenOnlyTheOrderChangesThenStays() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		Collections.reverse(this.published);
		this.keys.refresh();
		assertThat(this.keys.getVersion()).isEqualTo(version);
	}

	@Test
	void versionWhenAKeyGoesThenChanges() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.published.remove(0);
		this.keys.refresh();
		assertThat(this.keys.getVersion()).isNotEqualTo(version);
	}

	@Test
	void versionWhenAKeyIsReplacedUnderItsIdThenChanges() throws JOSEException {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.published.set(0, new ECKeyGenerator(Curve.P_256).keyID("key-1").generate().toPublicJWK());
		this.keys.refresh();
		assertThat(this.keys.getVersion()).isNotEqualTo(version);
	}

	@Test
	void versionWhenAKeyGoesAndComesBackThenIsNotTheOldOne() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		JWK gone = this.published.remove(0);
		this.keys.refresh();
		this.published.add(gone);
		this.keys.refresh();
		assertThat(this.keys.getVersion()).isNotEqualTo(version);
	}

	@Test
	void versionWhenDroppedThenIsNotTheOldOne() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.keys.drop();
		assertThat(this.keys.getVersion()).isNotEqualTo(version);
	}

	@Test
	void versionWhenStaleThenStays() {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.down = true;
		this.tasks.advance(Duration.ofHours(4));
		assertThat(this.keys.getVersion()).isEqualTo(version);
	}

	@Test
	void versionWhenTooOldThenIsNone() {
		this.keys.refresh();
		this.down = true;
		this.tasks.advance(Duration.ofHours(5));
		assertThat(this.keys.getVersion()).isEqualTo(RefreshableKeys.NO_VERSION);
	}

	@Test
	void versionWhenAnUnknownKeyIsLookedForInVainThenStays() throws KeySourceException {
		this.keys.refresh();
		long version = this.keys.getVersion();
		this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID("junk").build()), new IssuerContext("i"));
		assertThat(this.keys.getVersion()).isEqualTo(version);
	}

	private Resource serve(URL url) throws IOException {
		if (this.down) {
			throw new IOException("down");
		}
		return new Resource(new JWKSet(this.published).toString(), "application/json");
	}

}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeySetFailure}, and for the faults of {@link KeySetFetcher}.
 *
 * @author Identifiabl Contributors
 */
class KeySetFailureTests {

	private final IOException cause = new IOException("refused");

	private String published = "";

	private final KeySetFetcher fetcher = new KeySetFetcher("https://issuer.example",
			URI.create("https://issuer.example/jwks"), true, (url) -> new Resource(this.published, "application/json"));

	@Test
	void backOffDoublesUpToASecond() {
		List<Duration> backOffs = new ArrayList<>();
		@Nullable KeySetFailure failure = null;
		for (int i = 0; i < 5; i++) {
			failure = KeySetFailure.after(failure, this.cause, 0, 0);
			backOffs.add(failure.getBackOff());
		}
		assertThat(backOffs).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
				Duration.ofSeconds(1), Duration.ofSeconds(1));
	}

	@Test
	void retryIsAllowedAfterTheShortestBackOffHoweverOftenItFailed() {
		long at = 7_000_000_000L;
		KeySetFailure failure = KeySetFailure.after(KeySetFailure.after(null, this.cause, 0, at), this.cause, 0, at);
		long backOff = Duration.ofMillis(250).toNanos();
		assertThat(failure.isRetryAllowed(at)).isFalse();
		assertThat(failure.isRetryAllowed(at + backOff - 1)).isFalse();
		assertThat(failure.isRetryAllowed(at + backOff)).isTrue();
	}

	@Test
	void failureTellsHowLongTheAttemptTook() {
		KeySetFailure failure = KeySetFailure.after(null, this.cause, -5, 5);
		assertThat(failure.isWithin(Duration.ofNanos(10))).isFalse();
		assertThat(failure.isWithin(Duration.ofNanos(11))).isTrue();
	}

	@Test
	void failureTellsItsCause() {
		KeySetFailure failure = KeySetFailure.after(null, this.cause, 0, 0);
		assertThat(failure.getCause()).isSameAs(this.cause);
		assertThat(failure.getMessage()).isEqualTo("refused");
		assertThat(KeySetFailure.after(null, new IOException(), 0, 0).getMessage()).isEqualTo("IOException");
	}

	@Test
	void fetcherTellsWhatIsWrongWithKeysUntilItIsRepaired() throws JOSEException, KeySourceException {
		String good = new ECKeyGenerator(Curve.P_256).keyID("good").generate().toPublicJWK().toJSONString();
		this.published = "{\"keys\":[" + good + ",{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAA\"}]}";
		this.fetcher.fetch(0);
		assertThat(this.fetcher.getFaults()).singleElement().asString().contains("secret");
		this.published = "{\"keys\":[" + good + "]}";
		this.fetcher.fetch(1);
		assertThat(this.fetcher.getFaults()).isEmpty();
	}

}

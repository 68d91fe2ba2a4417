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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(20)
class IssuerKeysTests {

	private static final SecurityContext CONTEXT = new SimpleSecurityContext();

	private final KeyServer server = new KeyServer();

	private final IssuerKeys keys = new IssuerKeys(
			KeySettings.defaults().withConnectTimeout(Duration.ofSeconds(10)).withReadTimeout(Duration.ofSeconds(10)));

	@BeforeEach
	void publishKey() throws JOSEException {
		publish("key-1");
		this.server.respond(KeyServer.OIDC, metadata("", "/jwks"));
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.server.close();
	}

	@Test
	void remoteFetchesNothingBeforeItHasTo() {
		remote("", true);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void getAllReturnsTheKeysOfEachIssuer() {
		assertThat(this.keys.getAll()).isEmpty();
		remote("", true);
		remote("/realms/a", true);
		assertThat(this.keys.getAll()).hasSize(2)
			.allSatisfy((keys) -> assertThat(keys.getState().status()).isEqualTo(KeySetStatus.NEVER_LOADED));
	}

	@ParameterizedTest
	@CsvSource({ "NEVER_LOADED, false", "FRESH, true", "REFRESHING, true", "STALE, true", "BLOCKED, false" })
	void statusTellsWhetherTokensCanBeVerified(KeySetStatus status, boolean usable) {
		assertThat(status.isUsable()).isEqualTo(usable);
	}

	@Test
	void getWhenMetadataIsOfOpenIdConnectThenFindsTheKey() throws KeySourceException {
		assertThat(get(remote("", true), "key-1")).hasSize(1);
		assertThat(this.server.requests()).containsExactly(KeyServer.OIDC, "/jwks");
	}

	@Test
	void getWhenThereIsNoOpenIdMetadataThenTakesThatOfTheAuthorizationServer() throws KeySourceException {
		this.server.respond(KeyServer.RFC8414 + "/realms/a", metadata("/realms/a", "/jwks"));
		assertThat(get(remote("/realms/a", true), "key-1")).hasSize(1);
		assertThat(this.server.requests()).containsExactly("/realms/a" + KeyServer.OIDC, KeyServer.OIDC + "/realms/a",
				KeyServer.RFC8414 + "/realms/a", "/jwks");
	}

	@Test
	void getWhenAddressIsConfiguredThenReadsNoMetadata() throws KeySourceException {
		JWKSource<SecurityContext> keys = this.keys.of("https://public.example", this.server.uri("/jwks"), true,
				(keyIssuer, issuer) -> true);
		assertThat(get(keys, "key-1")).hasSize(1);
		assertThat(this.server.requests()).containsExactly("/jwks");
	}

	@Test
	void getWhenThereIsNoMetadataThenFails() {
		assertFails(remote("/unknown", true));
	}

	@Test
	void getWhenMetadataFailsOtherwiseThenDoesNotLookElsewhere() {
		this.server.fail(KeyServer.OIDC, 500);
		this.server.respond(KeyServer.RFC8414, metadata("", "/jwks"));
		assertFails(remote("", true));
		assertThat(this.server.requests()).doesNotContain(KeyServer.RFC8414);
	}

	@Test
	void getWhenMetadataIsOfAnotherIssuerThenFails() {
		this.server.respond(KeyServer.OIDC, metadata("/other", "/jwks"));
		assertFails(remote("", true));
		assertThat(this.server.requests()).doesNotContain("/jwks");
	}

	@Test
	void getWhenMetadataDiffersByATrailingSlashThenFindsTheKey() throws KeySourceException {
		this.server.respond(KeyServer.OIDC, metadata("/", "/jwks"));
		assertThat(get(remote("", true), "key-1")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 410 })
	void getWhenMetadataIsRefusedThenLooksElsewhere(int status) throws KeySourceException {
		this.server.fail(KeyServer.OIDC, status);
		this.server.respond(KeyServer.RFC8414, metadata("", "/jwks"));
		assertThat(get(remote("", true), "key-1")).hasSize(1);
	}

	@Test
	void getWhenIssuerIsNotAUrlThenFails() {
		assertFails(this.keys.of("http://a|b", null, false, (keyIssuer, issuer) -> true));
	}

	@Test
	void getWhenKeySetIsElsewhereInTheClearThenFails() {
		respondMetadata("\"http://keys.example.com/jwks\"");
		assertFails(remote("", true));
	}

	// a spelling of the loopback address that does not count as one
	@Test
	void getWhenHttpsIsNotRequiredThenFetchesInTheClear() throws KeySourceException {
		respondMetadata("\"http://[::ffff:127.0.0.1]:" + this.server.port() + "/jwks\"");
		assertFails(remote("", true));
		assertThat(get(remote("", false), "key-1")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "\"not a uri\"", "\"\"", "\"/jwks\"", "\"file:///etc/hosts\"", "\"urn:a\"" })
	void getWhenAddressOfKeySetIsImproperThenFails(String address) {
		respondMetadata(address);
		assertFails(remote("", true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"urn:a\"", "\"relative\"", "\"http:/path\"", "\"ftp://127.0.0.1/jwks\"" })
	void getWhenAddressCannotBeFetchedThenFails(String address) {
		respondMetadata(address);
		assertFails(remote("", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "null", "{}" })
	void getWhenMetadataIsGarbageThenFails(String body) {
		this.server.respond(KeyServer.OIDC, body);
		assertFails(remote("", true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "null", "{}", "{\"keys\":7}", "{\"keys\":[null]}",
			"{\"keys\":[{\"kty\":\"EC\"}]}" })
	void getWhenKeySetIsGarbageThenFails(String body) {
		this.server.respond("/jwks", body);
		assertFails(remote("", true));
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 404, 500, 503 })
	void getWhenKeySetCannotBeHadThenFails(int status) {
		this.server.fail("/jwks", status);
		assertFails(remote("", true));
	}

	@Test
	void getWhenAskedAgainThenServesFromTheCache() throws KeySourceException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		get(keys, "key-1");
		assertThat(this.server.requests()).containsOnlyOnce("/jwks");
	}

	@Test
	void getWhenKeyIsNewThenFetchesTheSetAgain() throws JOSEException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		publish("key-2");
		assertThat(get(keys, "key-2")).hasSize(1);
	}

	@Test
	void getWhenSetIsFetchedAgainThenReadsNoMetadataAgain() throws JOSEException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		publish("key-2");
		get(keys, "key-2");
		assertThat(this.server.requests()).containsOnlyOnce(KeyServer.OIDC);
	}

	@Test
	void getWhenIssuerIsDownThenServesTheLastKeys() throws KeySourceException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		this.server.close();
		assertFails(keys, "key-9");
		assertThat(get(keys, "key-1")).hasSize(1);
	}

	@Test
	void getWhenIssuerTurnsToGarbageThenServesTheLastKeys() throws KeySourceException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		this.server.respond("/jwks", "<html>");
		assertThat(get(keys, "key-1")).hasSize(1);
	}

	@Test
	void getWhenFloodedWithUnknownKeysThenFetchesOnceMore() throws KeySourceException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		assertThat(get(keys, "junk")).isEmpty();
		for (int i = 0; i < 1000; i++) {
			String id = "junk-" + i;
			assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, id))
				.withMessageContaining("put off");
		}
		assertThat(this.server.requests()).filteredOn("/jwks"::equals).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void getWhenIssuerHangsThenOnlyTheFirstRequestWaits() {
		this.server.hang("/jwks");
		KeySettings impatient = KeySettings.defaults()
			.withConnectTimeout(Duration.ofMillis(300))
			.withReadTimeout(Duration.ofMillis(300));
		try (IssuerKeys patience = new IssuerKeys(impatient)) {
			JWKSource<SecurityContext> keys = patience.of(this.server.url(), null, true, (keyIssuer, issuer) -> true);
			assertFails(keys);
			long start = System.nanoTime();
			for (int i = 0; i < 100; i++) {
				assertFails(keys);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void closeKeepsTheKeys() throws KeySourceException {
		IssuerKeys closed = new IssuerKeys(KeySettings.defaults());
		JWKSource<SecurityContext> keys = closed.of(this.server.url(), null, true, (keyIssuer, issuer) -> true);
		get(keys, "key-1");
		closed.close();
		assertThat(get(keys, "key-1")).hasSize(1);
		assertFails(keys, "key-9");
		assertThat(this.server.requests()).containsOnlyOnce("/jwks");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}" })
	void getWhenSetHasNoUsableKeyLeftThenServesTheLastKeys(String keySet) throws KeySourceException {
		JWKSource<SecurityContext> keys = remote("", true);
		get(keys, "key-1");
		this.server.respond("/jwks", keySet);
		assertFails(keys, "key-9");
		assertThat(get(keys, "key-1")).hasSize(1);
	}

	@Test
	void getWhenOneKeyIsMalformedThenServesTheOthers() throws JOSEException {
		ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
		this.server.respond("/jwks", "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"bad\"}," + key.toPublicJWK() + "]}");
		assertThat(get(remote("", true), "key-1")).hasSize(1);
	}

	@Test
	void getWhenIssuerHasAPlaceForTheTenantThenDiscoversWhatTenantsShare() throws KeySourceException {
		this.server.respond("/common/v2.0" + KeyServer.OIDC, metadata("/{tenantid}/v2.0", "/jwks"));
		assertThat(get(remote("/{tenantid}/v2.0", true), "key-1")).hasSize(1);
	}

	@Test
	void getWhenMetadataOfSharedKeysNamesOneTenantThenFails() {
		this.server.respond("/common/v2.0" + KeyServer.OIDC, metadata("/common/v2.0", "/jwks"));
		assertFails(remote("/{tenantid}/v2.0", true));
	}

	@Test
	void getWhenKeyIsOfAnotherIssuerThenLeavesItOut() throws JOSEException {
		publishFor("https://b.example");
		assertThat(get("https://a.example", String::equals)).isEmpty();
		assertThat(get("https://b.example", String::equals)).hasSize(1);
	}

	@Test
	void getWhenKeyNamesNoIssuerThenServesItToAll() throws KeySourceException {
		assertThat(get("https://a.example", (keyIssuer, issuer) -> false)).hasSize(1);
	}

	private void publishFor(String issuer) throws JOSEException {
		Map<String, Object> key = new ECKeyGenerator(Curve.P_256).keyID("key-1")
			.generate()
			.toPublicJWK()
			.toJSONObject();
		key.put("issuer", issuer);
		this.server.respond("/jwks", "{\"keys\":[" + JSONObjectUtils.toJSONString(key) + "]}");
	}

	private List<JWK> get(String issuer, BiPredicate<String, String> keyIssuers) throws KeySourceException {
		JWKSource<SecurityContext> keys = this.keys.of(this.server.url(), null, true, keyIssuers);
		return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID("key-1").build()), new IssuerContext(issuer));
	}

	private void publish(String id) throws JOSEException {
		ECKey key = new ECKeyGenerator(Curve.P_256).keyID(id).generate();
		this.server.respond("/jwks", new JWKSet(key.toPublicJWK()).toString());
	}

	private void respondMetadata(String keySet) {
		this.server.respond(KeyServer.OIDC, "{\"issuer\":\"" + this.server.url() + "\",\"jwks_uri\":" + keySet + "}");
	}

	private String metadata(String issuerPath, String keySetPath) {
		return "{\"issuer\":\"" + this.server.url() + issuerPath + "\",\"jwks_uri\":\"" + this.server.url() + keySetPath
				+ "\"}";
	}

	private JWKSource<SecurityContext> remote(String issuerPath, boolean requireHttps) {
		return this.keys.of(this.server.url() + issuerPath, null, requireHttps, (keyIssuer, issuer) -> true);
	}

	// the first fetch of a JVM may take longer than requests would wait
	private static List<JWK> get(JWKSource<SecurityContext> keys, String id) throws KeySourceException {
		if (keys instanceof RefreshableKeys refreshable) {
			awaitFetch(refreshable);
		}
		return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), CONTEXT);
	}

	private static void awaitFetch(RefreshableKeys keys) {
		KeySetState state = keys.getState();
		if (state.status() == KeySetStatus.NEVER_LOADED && state.failures() == 0) {
			keys.refresh();
		}
		// a fetch is over a moment after its keys are there
		while (state.failures() == 0
				&& (state.status() == KeySetStatus.NEVER_LOADED || state.status() == KeySetStatus.REFRESHING)) {
			Thread.onSpinWait();
			state = keys.getState();
		}
	}

	private static void assertFails(JWKSource<SecurityContext> keys) {
		assertFails(keys, "key-1");
	}

	private static void assertFails(JWKSource<SecurityContext> keys, String id) {
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, id));
	}

}

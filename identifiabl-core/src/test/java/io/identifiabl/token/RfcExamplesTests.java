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

import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of RFC 7515, RFC 7520, RFC 9068 and RFC 9449. Where the claims of an
 * example are those of an access token it has to be accepted at its time.
 *
 * @author Identifiabl Contributors
 */
class RfcExamplesTests {

	@Test
	void verifyWhenExampleOfRfc7515ThenSignatureIsGoodUnlessSharedOrMissing() {
		Map<String, String> verdicts = new TreeMap<>();
		for (SharedVectors.Row example : rfc7515()) {
			try (JoseLayer layer = example.has("key") ? JoseLayer.withKey(example.row("key").members())
					: JoseLayer.withKeySet("{\"keys\":[]}")) {
				verdicts.put(example.text("id"), verdict(layer, example.text("jws")));
			}
		}
		assertThat(verdicts).isEqualTo(Map.of("A.1-HS256", "shared_key_token", "A.2-RS256", "good", "A.3-ES256", "good",
				"A.5-none", "unsupported_token_format"));
	}

	// its claims are no access token's: neither audience nor subject
	@Test
	void verifyWhenExampleOfRfc7515AtItsTimeThenHasNoAudience() throws Exception {
		SharedVectors.Row example = rfc7515().get(1);
		ProviderRegistration registration = ProviderRegistration.withIssuer("joe")
			.audiences(List.of(TestTokens.AUDIENCE))
			.jwkSource(TestTokens.keys(JWK.parse(example.row("key").members())))
			.build();
		IdentityVerifier verifier = IdentityVerifier.of(List.of(registration),
				TestTokens.settingsAt(example.row("payload").number("exp") - 60));
		assertThat(verifier.verify(example.text("jws"))).hasToString("invalid_audience");
	}

	@Test
	void verifyWhenExampleOfRfc9068AtItsTimeThenAccepts() {
		Identity identity = rfc9068(SharedVectors.read("rfc9068/rfc9068_example.json"), 0).getIdentity();
		assertThat(identity.getSubject()).isEqualTo("5ba552d67");
		assertThat(identity.getClientId()).isEqualTo("s6BhdRkqt3");
		assertThat(identity.getScopes()).containsExactly("openid", "profile", "reademail");
	}

	@Test
	void verifyWhenExampleOfRfc9068IsOldThenItHasExpired() {
		assertThat(rfc9068(SharedVectors.read("rfc9068/rfc9068_example.json"), 60).getError())
			.isEqualTo(TokenError.EXPIRED_TOKEN);
	}

	private static VerificationResult rfc9068(SharedVectors.Row example, int secondsAfterExpiry) {
		Map<String, Object> header = example.row("header").members();
		SharedVectors.Row claims = example.row("payload");
		JWK key = TestTokens.key(header);
		ProviderRegistration registration = ProviderRegistration.withIssuer(claims.text("iss"))
			.audiences(List.of(claims.text("aud")))
			.jwkSource(TestTokens.keys(key))
			.build();
		TokenSettings settings = TestTokens.settingsAt(claims.number("exp") + secondsAfterExpiry)
			.withMaxLifetime(Duration.ofDays(365));
		return IdentityVerifier.of(List.of(registration), settings)
			.verify(TestTokens.signed(key, TestTokens.json(header), TestTokens.json(claims.members())));
	}

	// a proof is no token: it does not even get as far as its type
	@Test
	void verifyWhenExampleOfRfc9449ThenProofIsNoToken() {
		List<SharedVectors.Row> examples = SharedVectors.read("rfc9449-dpop/rfc9449_examples.json").rows("vectors");
		assertThat(examples).hasSize(3).allSatisfy((example) -> {
			CompactToken proof = TestTokens.parse(example.text("proof"));
			TestTokens.assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, () -> new TypeCheck().check(proof));
			assertThat(TestTokens.verifier().verify(example.text("proof"))).hasToString("untrusted_issuer");
		});
	}

	@Test
	void verifyWhenExampleOfRfc9449ThenSignatureIsGood() {
		for (SharedVectors.Row example : SharedVectors.read("rfc9449-dpop/rfc9449_examples.json").rows("vectors")) {
			try (JoseLayer layer = JoseLayer.withKey(example.row("header").row("jwk").members())) {
				assertThat(verdict(layer, example.text("proof"))).as(example.text("id")).isEqualTo("good");
			}
		}
	}

	// what is not here has no compact form
	@Test
	void verifyWhenSignatureOfRfc7520ThenItIsGoodUnlessSharedOrNotAllowed() {
		Map<String, String> verdicts = new TreeMap<>();
		for (String folder : List.of("jws", "rfc7797", "curve25519")) {
			SharedVectors.files("rfc7520-cookbook/" + folder).forEach((file) -> {
				SharedVectors.Row example = SharedVectors.read(file);
				if (example.row("output").has("compact") && example.row("input").has("key")) {
					try (JoseLayer layer = JoseLayer.withKey(published(example.row("input").row("key").members()))) {
						verdicts.put(name(file), verdict(layer, example.row("output").text("compact")));
					}
				}
			});
		}
		assertThat(verdicts).isEqualTo(Map.of("4_1.rsa_v15_signature.json", "good", "4_2.rsa-pss_signature.json",
				"good", "4_3.ecdsa_signature.json", "good", "4_4.hmac-sha2_integrity_protection.json",
				"shared_key_token", "4_5.signature_with_detached_content.json", "shared_key_token",
				"hmac-sha2_b64_false.json", "shared_key_token", "ecdh-es.json", "encrypted_token", "jws.json", "good"));
	}

	@Test
	void verifyWhenExampleOfRfc7520IsEncryptedThenRefuses() {
		List<String> verdicts = new ArrayList<>();
		SharedVectors.files("rfc7520-cookbook/jwe").forEach((file) -> {
			SharedVectors.Row output = SharedVectors.read(file).row("output");
			if (output.has("compact")) {
				verdicts.add(TestTokens.verifier().verify(output.text("compact")).toString());
			}
		});
		assertThat(verdicts).hasSizeGreaterThan(5).containsOnly("encrypted_token");
	}

	// the examples have the whole key, issuers publish its public half
	private static Map<String, Object> published(Map<String, Object> key) {
		try {
			JWK published = JWK.parse(key).toPublicJWK();
			return (published != null) ? published.toJSONObject() : key;
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static String verdict(JoseLayer layer, String jws) {
		TokenError error = layer.verify(jws);
		return (error != null) ? error.getCode() : "good";
	}

	private static List<SharedVectors.Row> rfc7515() {
		return SharedVectors.read("rfc7515/rfc7515_examples.json").rows("vectors");
	}

	private static String name(Path file) {
		return file.getName(file.getNameCount() - 1).toString();
	}

}

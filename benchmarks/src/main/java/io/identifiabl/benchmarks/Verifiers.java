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

import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.token.CachingJwtDecoder;
import io.identifiabl.token.IdentityJwtDecoder;
import io.identifiabl.token.ProviderRegistration;
import io.identifiabl.token.TokenCacheSettings;
import io.identifiabl.token.TokenSettings;

/**
 * The libraries that are compared, each configured to check the same: the key by its id,
 * RS256 only, issuer, audience and expiry.
 *
 * @author Identifiabl Contributors
 */
final class Verifiers {

	private Verifiers() {
	}

	/**
	 * Return what Spring Boot configures for an issuer, a key set and an audience, with
	 * keys that are there already.
	 * @param keys the issuer's keys
	 * @return the verifier
	 */
	static TokenVerifier stock(JWKSet keys) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(keys)).build();
		JwtClaimValidator<List<String>> audience = new JwtClaimValidator<>(JwtClaimNames.AUD,
				(claim) -> claim != null && !Collections.disjoint(claim, List.of(SampleIssuer.AUDIENCE)));
		decoder.setJwtValidator(JwtValidators
			.createDefaultWithValidators(List.of(new JwtIssuerValidator(SampleIssuer.ISSUER), audience)));
		return decoder::decode;
	}

	static TokenVerifier nimbus(JWKSet keys) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
		processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(Set.of(SampleIssuer.AUDIENCE),
				new JWTClaimsSet.Builder().issuer(SampleIssuer.ISSUER).build(), Set.of("sub", "exp"), Set.of()));
		return (token) -> processor.process(token, null);
	}

	static TokenVerifier javaJwt(JWKSet keys) throws JOSEException {
		JWK key = keys.getKeys().get(0);
		Map<String, RSAPublicKey> publicKeys = Map.of(key.getKeyID(), key.toRSAKey().toRSAPublicKey());
		JWTVerifier verifier = JWT.require(Algorithm.RSA256(new JavaJwtKeys(publicKeys)))
			.withIssuer(SampleIssuer.ISSUER)
			.withAnyOfAudience(SampleIssuer.AUDIENCE)
			.withClaimPresence("exp")
			.build();
		return verifier::verify;
	}

	static TokenVerifier jose4j(JWKSet keys) throws JoseException {
		JwtConsumer consumer = new JwtConsumerBuilder().setRequireExpirationTime()
			.setRequireSubject()
			.setExpectedIssuer(SampleIssuer.ISSUER)
			.setExpectedAudience(SampleIssuer.AUDIENCE)
			.setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
			.setVerificationKeyResolver(
					new JwksVerificationKeyResolver(new JsonWebKeySet(keys.toString()).getJsonWebKeys()))
			.build();
		return consumer::processToClaims;
	}

	/**
	 * Return our decoder, which verifies every token anew.
	 * @param keys the issuer's keys
	 * @return the verifier
	 */
	static TokenVerifier uncached(JWKSet keys) {
		return decoder(keys)::decode;
	}

	/**
	 * Return our decoder with verified tokens remembered.
	 * @param keys the issuer's keys
	 * @param settings how many of them
	 * @return the verifier
	 */
	static TokenVerifier cached(JWKSet keys, TokenCacheSettings settings) {
		return new CachingJwtDecoder(decoder(keys), settings)::decode;
	}

	// its keys come from a document like everybody's
	private static IdentityJwtDecoder decoder(JWKSet keys) {
		Resource document = new Resource(keys.toString(), "application/jwk-set+json");
		IssuerKeys issuerKeys = new IssuerKeys(KeySettings.defaults(), (url) -> document);
		ProviderRegistration registration = ProviderRegistration.withIssuer(SampleIssuer.ISSUER)
			.audiences(List.of(SampleIssuer.AUDIENCE))
			.jwkSetUri(URI.create(SampleIssuer.ISSUER + ".well-known/jwks.json"))
			.build();
		return new IdentityJwtDecoder(List.of(registration), TokenSettings.defaults(), issuerKeys);
	}

}

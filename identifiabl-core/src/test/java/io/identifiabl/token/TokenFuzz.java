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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;

import io.identifiabl.fuzz.Deadline;
import io.identifiabl.fuzz.FuzzInput;
import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target: whatever is sent as a token, it is refused by name or it is one that the
 * issuer signed, byte for byte.
 *
 * @author Identifiabl Contributors
 */
public final class TokenFuzz {

	private static final IdentityVerifier VERIFIER = TestTokens.verifier();

	private static final List<String> TOKENS = List.of(TestTokens.signed(TestTokens.claims()),
			TestTokens.signed(TestTokens.claims("scope", "notes:read notes:write")),
			TestTokens.signed(TestTokens.claims("act", Map.of("sub", "agent"))));

	private static final byte[] HEADER = TestTokens.json(TestTokens.header()).getBytes(StandardCharsets.UTF_8);

	private TokenFuzz() {
	}

	/**
	 * Verify a token that is made of the input in one of several ways.
	 * @param input the way, and what to make a token of
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		FuzzInput choices = new FuzzInput(input);
		switch (choices.choose(4)) {
			case 0 -> verify(new String(choices.rest(), StandardCharsets.UTF_8));
			case 1 -> verify(TestTokens.signed(TestTokens.KEY, HEADER, choices.rest()));
			case 2 -> verify(signed(choices.rest()));
			default -> assertAltered(choices);
		}
	}

	// header and payload, both out of the input
	private static String signed(byte[] bytes) {
		int separator = 0;
		while (separator < bytes.length && bytes[separator] != '\n') {
			separator++;
		}
		return TestTokens.signed(TestTokens.KEY, Arrays.copyOf(bytes, separator),
				Arrays.copyOfRange(bytes, Math.min(separator + 1, bytes.length), bytes.length));
	}

	private static void assertAltered(FuzzInput choices) {
		String original = choices.choose(TOKENS);
		StringBuilder altered = new StringBuilder(original);
		while (!choices.isEmpty()) {
			int position = (choices.choose(256) * 256 + choices.choose(256)) % (altered.length() + 1);
			switch (choices.choose(4)) {
				case 0 -> altered.insert(position, (char) choices.choose(256));
				case 1 -> altered.delete(position, position + choices.choose(8));
				case 2 -> altered.replace(position, position + 1, String.valueOf((char) choices.choose(128)));
				default -> altered.insert(position, choices.choose(TOKENS), 0, choices.choose(256));
			}
		}
		VerificationResult result = verify(altered.toString());
		assertThat(result.isVerified()).isEqualTo(TOKENS.contains(altered.toString()));
	}

	private static VerificationResult verify(String token) {
		VerificationResult result = Deadline.meet(() -> VERIFIER.verify(token));
		if (result.isVerified()) {
			assertThat(result.getIdentity().getSubject()).isNotBlank();
			assertThat(result.getIdentity().getIssuer()).isEqualTo(TestTokens.ISSUER);
			assertThat(isSigned(token)).isTrue();
		}
		else {
			assertThat(result.getError()).isNotNull().isNotEqualTo(TokenError.KEYS_UNAVAILABLE);
		}
		return result;
	}

	// with nothing but the JDK
	private static boolean isSigned(String token) {
		try {
			int end = token.lastIndexOf('.');
			byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
			Signature verification = Signature.getInstance("SHA256withRSA");
			verification.initVerify(TestTokens.KEY.toRSAPublicKey());
			verification.update(token.substring(0, end).getBytes(StandardCharsets.UTF_8));
			return verification.verify(signature)
					&& token.endsWith("." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
		}
		catch (GeneralSecurityException | JOSEException ex) {
			return false;
		}
	}

}

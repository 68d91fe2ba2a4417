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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents of JSONTestSuite as the value of a claim and as all of a payload, byte by
 * byte and with a good signature.
 *
 * @author Identifiabl Contributors
 */
class JsonTestSuiteTests {

	// the suite's largest document has 100 000 brackets
	private static final TokenSettings SETTINGS = TestTokens.settings().withMaxSize(1024 * 1024);

	private static final IdentityVerifier VERIFIER = IdentityVerifier
		.of(List.of(TestTokens.registration(TestTokens.ISSUER).build()), SETTINGS);

	private static final String DECISIONS = """
			i_number_double_huge_neg_exp = [0.0]
			i_number_huge_exp = malformed_token
			i_number_neg_int_huge_exp = malformed_token
			i_number_pos_double_huge_exp = malformed_token
			i_number_real_neg_overflow = malformed_token
			i_number_real_pos_overflow = malformed_token
			i_number_real_underflow = [0.0]
			i_number_too_big_neg_int = [-1.2312312312312312E29]
			i_number_too_big_pos_int = [1.0E20]
			i_number_very_big_negative_int = [-2.374623746732769E47]
			i_object_key_lone_2nd_surrogate = {\\udfaa=0}
			i_string_1st_surrogate_but_2nd_missing = [\\udada]
			i_string_1st_valid_surrogate_2nd_invalid = [\\ud888\\u1234]
			i_string_UTF-16LE_with_BOM = malformed_token
			i_string_UTF-8_invalid_sequence = malformed_token
			i_string_UTF8_surrogate_U+D800 = malformed_token
			i_string_incomplete_surrogate_and_escape_valid = [\\ud800\\u000a]
			i_string_incomplete_surrogate_pair = [\\udd1ea]
			i_string_incomplete_surrogates_escape_valid = [\\ud800\\ud800\\u000a]
			i_string_invalid_lonely_surrogate = [\\ud800]
			i_string_invalid_surrogate = [\\ud800abc]
			i_string_invalid_utf-8 = malformed_token
			i_string_inverted_surrogates_U+1D11E = [\\udd1e\\ud834]
			i_string_iso_latin_1 = malformed_token
			i_string_lone_second_surrogate = [\\udfaa]
			i_string_lone_utf8_continuation_byte = malformed_token
			i_string_not_in_unicode_range = malformed_token
			i_string_overlong_sequence_2_bytes = malformed_token
			i_string_overlong_sequence_6_bytes = malformed_token
			i_string_overlong_sequence_6_bytes_null = malformed_token
			i_string_truncated-utf-8 = malformed_token
			i_string_utf16BE_no_BOM = malformed_token
			i_string_utf16LE_no_BOM = malformed_token
			i_structure_500_nested_arrays = malformed_token
			i_structure_UTF-8_BOM_empty_object = malformed_token
			""";

	@Test
	void verifyWhenClaimIsNoJsonThenTokenIsMalformed() {
		assertThat(names("n_")).hasSize(188);
		assertThat(documents("n_"))
			.allSatisfy((document) -> assertThat(asClaim(document).getError()).isEqualTo(TokenError.MALFORMED_TOKEN));
	}

	@Test
	void verifyWhenPayloadIsNoJsonThenTokenIsMalformed() {
		assertThat(documents("n_"))
			.allSatisfy((document) -> assertThat(asPayload(document).getError()).isEqualTo(TokenError.MALFORMED_TOKEN));
	}

	// RFC 7519 section 4 lets a verifier refuse duplicate names
	@Test
	void verifyWhenClaimIsJsonThenAcceptsUnlessItHasDuplicateNames() {
		assertThat(names("y_")).hasSize(95);
		assertThat(documents("y_").stream().filter((document) -> !asClaim(document).isVerified()))
			.extracting(JsonTestSuiteTests::name)
			.containsExactly("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");
	}

	@Test
	void verifyWhenPayloadIsJsonButNoClaimSetThenRefuses() {
		assertThat(documents("y_")).allSatisfy((document) -> assertThat(asPayload(document).getError())
			.isIn(TokenError.MALFORMED_TOKEN, TokenError.UNTRUSTED_ISSUER));
	}

	// what a parser may do as it likes: numbers become the nearest double, text is taken
	// as
	// it is or not at all
	@Test
	void verifyWhenClaimIsDisputedThenDecidesAsWritten() {
		assertThat(documents("i_").stream()
			.map((document) -> name(document).replace(".json", "") + " = " + claim(document)))
			.containsExactlyElementsOf(DECISIONS.lines().toList());
	}

	private static String claim(Path document) {
		VerificationResult result = asClaim(document);
		if (!result.isVerified()) {
			return result.toString();
		}
		String value = String.valueOf(result.getIdentity().getClaims().get("x"));
		StringBuilder text = new StringBuilder();
		value.chars()
			.forEach((c) -> text.append((c >= ' ' && c < 127) ? Character.toString(c) : "\\u%04x".formatted(c)));
		return text.toString();
	}

	private static VerificationResult asClaim(Path document) {
		String claims = TestTokens.json(TestTokens.claims());
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		payload.writeBytes(utf8(claims.substring(0, claims.length() - 1) + ",\"x\":"));
		payload.writeBytes(bytes(document));
		payload.writeBytes(utf8("}"));
		return verify(payload.toByteArray());
	}

	private static VerificationResult asPayload(Path document) {
		return verify(bytes(document));
	}

	private static VerificationResult verify(byte[] payload) {
		return VERIFIER.verify(TestTokens.signed(TestTokens.KEY, utf8(TestTokens.json(TestTokens.header())), payload));
	}

	private static byte[] bytes(Path document) {
		try {
			return Files.readAllBytes(document);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static List<Path> documents(String prefix) {
		return SharedVectors.files("json-test-suite/test_parsing")
			.filter((document) -> name(document).startsWith(prefix))
			.toList();
	}

	private static List<String> names(String prefix) {
		return documents(prefix).stream().map(JsonTestSuiteTests::name).toList();
	}

	private static String name(Path document) {
		return Objects.requireNonNull(document.getFileName()).toString();
	}

}

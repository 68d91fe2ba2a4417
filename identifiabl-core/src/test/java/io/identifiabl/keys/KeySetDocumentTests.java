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

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeySetDocumentTests {

	private static final RSAKey SOUND = rsa(2048, "good");

	private static final RSAKey WEAK = rsa(1024, "weak");

	private final ECKey good = generate("good");

	@Test
	void parseWhenKeyIsGoodThenKeepsIt() throws ParseException {
		KeySetDocument document = parse(json(this.good));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "\"key\"", "[]", "{}", "{\"kty\":7}", "{\"kty\":\"RSA\"}",
			"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
			"{\"kty\":\"EC\",\"crv\":\"P-9\",\"x\":\"AQ\",\"y\":\"AQ\"}",
			"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"use\":7}",
			"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[\"AAAA\"]}" })
	void parseWhenOneKeyIsUnreadableThenKeepsTheOthers(String unreadable) throws ParseException {
		KeySetDocument document = parse(unreadable, json(this.good));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).containsExactly("a key without id cannot be read");
	}

	@Test
	void parseWhenUnreadableKeyHasAnIdThenNamesIt() throws ParseException {
		assertThat(parse("{\"kty\":\"RSA\",\"kid\":\"bad\"}").getFaults()).containsExactly("key 'bad' cannot be read");
	}

	@Test
	void parseWhenIdWouldBreakTheLogThenMasksIt() throws ParseException {
		assertThat(parse("{\"kty\":\"RSA\",\"kid\":\"a\\r\\n\\u001b[31m\\u00e9 ~\"}").getFaults())
			.containsExactly("key 'a???[31m? ~' cannot be read");
	}

	@Test
	void parseWhenIdIsLongThenCutsIt() throws ParseException {
		assertThat(parse("{\"kty\":\"RSA\",\"kid\":\"" + "x".repeat(1000) + "\"}").getFaults())
			.containsExactly("key '" + "x".repeat(64) + "' cannot be read");
	}

	@Test
	void parseWhenTypeIsUnknownThenSkipsTheKeyInSilence() throws ParseException {
		KeySetDocument document = parse("{\"kty\":\"AKP\",\"kid\":\"pq\"}", json(this.good));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).isEmpty();
	}

	@Test
	void parseWhenKeyIsForEncryptionThenSkipsItInSilence() throws ParseException {
		KeySetDocument document = parse(json(new ECKey.Builder(this.good).keyUse(KeyUse.ENCRYPTION).build()));
		assertThat(document.getKeys()).isEmpty();
		assertThat(document.getFaults()).isEmpty();
	}

	@Test
	void parseWhenKeyIsASharedSecretThenLeavesItOut() throws ParseException {
		KeySetDocument document = parse("{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAA\"}", json(this.good));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).containsExactly("key 'secret' is a shared secret");
	}

	@Test
	void parseWhenPrivatePartIsPublishedThenLeavesTheKeyOut() throws ParseException {
		KeySetDocument document = parse(JSONObjectUtils.toJSONString(this.good.toJSONObject()));
		assertThat(document.getKeys()).isEmpty();
		assertThat(document.getFaults()).containsExactly("key 'good' is published with its private part");
	}

	@Test
	void parseWhenKeyIsWeakThenLeavesItOut() throws ParseException {
		KeySetDocument document = parse(json(WEAK), json(this.good));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).containsExactly("key 'weak' is an RSA key of less than 2048 bits");
	}

	@Test
	void parseWhenTwoKeysShareTheirIdThenLeavesBothOut() throws ParseException {
		KeySetDocument document = parse(json(generate("twin")), json(this.good), json(generate("twin")));
		assertThat(ids(document)).containsExactly("good");
		assertThat(document.getFaults()).containsExactly("key 'twin' shares its id with another key",
				"key 'twin' shares its id with another key");
	}

	@Test
	void parseWhenOneKeyIsThereTwiceThenKeepsIt() throws ParseException {
		assertThat(ids(parse(json(this.good), json(this.good)))).containsOnly("good");
	}

	@Test
	void parseWhenKeysOfTwoTypesShareTheirIdThenKeepsBoth() throws ParseException {
		assertThat(ids(parse(json(SOUND), json(this.good)))).containsExactly("good", "good");
	}

	@Test
	void parseWhenKeysHaveNoIdThenKeepsThem() throws ParseException {
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			keys.add(json(new ECKey.Builder(generate("x")).keyID(null).build()));
		}
		assertThat(parse(keys.toArray(String[]::new)).getKeys()).hasSize(2);
	}

	@Test
	void parseWhenKeyNamesItsIssuerThenRemembersIt() throws ParseException {
		Map<String, Object> key = this.good.toPublicJWK().toJSONObject();
		key.put("issuer", "https://issuer.example");
		KeySetDocument document = parse(JSONObjectUtils.toJSONString(key), json(generate("other")));
		assertThat(document.getIssuers().values()).containsExactly("https://issuer.example");
		assertThat(document.getIssuers()).containsKey(document.getKeys().get(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "null", "{}", "{\"keys\":7}", "{\"keys\":null}" })
	void parseWhenThereIsNoKeySetThenFails(String text) {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> KeySetDocument.parse(text));
	}

	private static KeySetDocument parse(String... keys) throws ParseException {
		return KeySetDocument.parse("{\"keys\":[" + String.join(",", keys) + "]}");
	}

	private static List<String> ids(KeySetDocument document) {
		return document.getKeys().stream().map(JWK::getKeyID).toList();
	}

	private static String json(JWK key) {
		return key.toPublicJWK().toJSONString();
	}

	private static RSAKey rsa(int size, String id) {
		try {
			return new RSAKeyGenerator(size, true).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ECKey generate(String id) {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

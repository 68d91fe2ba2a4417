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

package io.identifiabl.test.hostile;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

/**
 * A key pair of the corpus. Everybody knows it.
 *
 * @param name the name, which is the key id as well
 * @param jwk the members, with the private ones
 * @author Identifiabl Contributors
 */
record CorpusKey(String name, Map<String, Object> jwk) {

	private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi");

	Map<String, Object> published(boolean withPrivatePart) {
		Map<String, Object> members = new LinkedHashMap<>(this.jwk);
		if (!withPrivatePart) {
			members.keySet().removeAll(PRIVATE_MEMBERS);
		}
		members.put("kid", this.name);
		return members;
	}

	byte[] octets(String member) {
		return new Base64URL((String) this.jwk.get(member)).decode();
	}

	BigInteger number(String member) {
		return new BigInteger(1, octets(member));
	}

	RSAKey toRsaKey() {
		try {
			return RSAKey.parse(published(true));
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	ECKey toEcKey() {
		try {
			return ECKey.parse(published(true));
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// what somebody who knows the public key might take for a shared secret
	byte[] secret(String form) {
		return switch (form) {
			case "pem" -> utf8(pem() + "\n");
			case "pem-trimmed" -> utf8(pem());
			case "der" -> der();
			case "modulus" -> octets("n");
			case "jwk" -> utf8(JSONObjectUtils.toJSONString(published(false)));
			// HMAC pads keys with zeros
			case "empty" -> new byte[1];
			default -> utf8(form.substring("text:".length()));
		};
	}

	private String pem() {
		String lines = Base64.getMimeEncoder(64, utf8("\n")).encodeToString(der());
		return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
	}

	private byte[] der() {
		try {
			return toRsaKey().toPublicKey().getEncoded();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

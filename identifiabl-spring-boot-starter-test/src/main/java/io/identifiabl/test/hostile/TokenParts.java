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

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

/**
 * The parts of the token of a row, and the placeholders that stand for them.
 *
 * @author Identifiabl Contributors
 */
final class TokenParts {

	private static final String SIGNATURE = "signature";

	private final Map<String, Object> row;

	private final HostileIssuers issuers;

	private final int attempt;

	private final Map<String, Object> header;

	private final Map<String, Object> claims;

	private final Map<String, String> parts = new LinkedHashMap<>();

	private TokenParts(Map<String, Object> row, HostileIssuers issuers, int attempt) {
		this.row = row;
		this.issuers = issuers;
		this.attempt = attempt;
		this.header = merge(Corpus.INSTANCE.getHeader(), "header");
		this.claims = merge(Corpus.INSTANCE.getClaims(), "claims");
		this.parts.put("header", encode("headerText", this.header));
		this.parts.put("payload", encode("payloadText", this.claims));
	}

	// one in many signatures is spelt the same in both alphabets, which is no use
	static TokenParts of(Map<String, Object> row, HostileIssuers issuers) {
		int attempt = 1;
		TokenParts parts = new TokenParts(row, issuers, attempt);
		while (row.getOrDefault("wire", "").toString().contains("|alphabet")
				&& parts.part(SIGNATURE).matches("[A-Za-z0-9]*")) {
			attempt++;
			parts = new TokenParts(row, issuers, attempt);
		}
		return parts;
	}

	private Map<String, Object> merge(Map<String, Object> base, String member) {
		Map<String, Object> merged = new LinkedHashMap<>(base);
		merged.putAll(Corpus.object(this.row.get(member)));
		return Corpus.object(new Template(this::context).json(merged));
	}

	private String encode(String textMember, Map<String, Object> members) {
		if (!(this.row.get(textMember) instanceof String text)) {
			return Base64URL.encode(JSONObjectUtils.toJSONString(members)).toString();
		}
		Template template = new Template((name) -> switch (name) {
			case "header" -> members(this.header);
			case "claims" -> members(this.claims);
			default -> context(name);
		});
		return Base64URL.encode(template.bytes(text)).toString();
	}

	private static String members(Map<String, Object> object) {
		String json = JSONObjectUtils.toJSONString(object);
		return json.substring(1, json.length() - 1);
	}

	private byte[] sign(byte[] input) {
		String algorithm = Objects.toString(this.row.getOrDefault("alg", this.header.get("alg")), "none");
		CorpusKey key = key();
		Object secret = this.row.get("secret");
		return (secret != null) ? Signer.hmac(algorithm, key.secret(secret.toString()), input)
				: new Signer(key).sign(algorithm, input);
	}

	private CorpusKey key() {
		return Corpus.INSTANCE.getKey(this.row.getOrDefault("key", "main").toString());
	}

	// what does not depend on the token
	private Object context(String name) {
		return switch (name) {
			case "id" -> String.valueOf(this.row.get("id"));
			case "attempt" -> String.valueOf(this.attempt);
			default -> this.issuers.value(name, this.row.getOrDefault("issuer", "main").toString());
		};
	}

	Object value(String name) {
		return switch (name) {
			case "claims" -> members(this.claims);
			case "jwe" -> encrypt();
			default -> isPart(name) ? spell(name) : context(name);
		};
	}

	private boolean isPart(String name) {
		String part = name.split("[:|]", 2)[0];
		return part.equals(SIGNATURE) || this.parts.containsKey(part);
	}

	// signed when it is needed, since that takes most of the time
	private String part(String name) {
		if (name.equals(SIGNATURE) && !this.parts.containsKey(SIGNATURE)) {
			String input = part("header") + "." + part("payload");
			this.parts.put(SIGNATURE, Base64URL.encode(sign(input.getBytes(StandardCharsets.US_ASCII))).toString());
		}
		return Objects.requireNonNull(this.parts.get(name));
	}

	private String spell(String name) {
		String[] words = name.split("[:|]", -1);
		String part = part(words[0]);
		if (words.length == 1) {
			return part;
		}
		if (name.contains("|")) {
			return Spelling.NAMES.contains(words[1]) ? Spelling.apply(words[1], part)
					: new OtherSignature(new Base64URL(part).decode(), key()).toText(words[1]);
		}
		int end = (words.length > 2) ? Integer.parseInt(words[2]) : part.length();
		return part.substring(Integer.parseInt(words[1]), end);
	}

	private String encrypt() {
		try {
			Map<String, Object> parameters = Corpus.object(this.row.get("encrypt"));
			String content = part("header") + "." + part("payload") + "." + part(SIGNATURE);
			JWEObject encrypted = new JWEObject(JWEHeader.parse(parameters), new Payload(content));
			encrypted.encrypt(new RSAEncrypter(Corpus.INSTANCE.getKey("main").toRsaKey().toPublicJWK()));
			return encrypted.serialize();
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

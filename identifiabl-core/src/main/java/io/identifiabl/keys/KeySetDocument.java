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
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * A key set document (RFC 7517 section 5), read key by key, so that one bad key does not
 * cost the good ones. Keys of unknown types and keys for encryption are skipped.
 *
 * @author Identifiabl Contributors
 */
final class KeySetDocument {

	private static final int MAX_ID = 64;

	private final List<JWK> keys = new ArrayList<>();

	private final IdentityHashMap<JWK, String> issuers = new IdentityHashMap<>();

	private final List<String> faults = new ArrayList<>();

	private KeySetDocument() {
	}

	static KeySetDocument parse(String text) throws ParseException {
		Map<String, Object> object = JSONObjectUtils.parse(text);
		if (object == null || !(object.get("keys") instanceof List<?> keys)) {
			throw new ParseException("not a JWK set", 0);
		}
		KeySetDocument document = new KeySetDocument();
		keys.forEach(document::add);
		document.removeAmbiguousKeys();
		return document;
	}

	private void add(@Nullable Object element) {
		if (!(element instanceof Map<?, ?> members)) {
			report(null, KeyFault.UNREADABLE);
			return;
		}
		Map<String, Object> parameters = asParameters(members);
		if (!isOfKnownType(parameters.get("kty"))) {
			return;
		}
		JWK key = read(parameters);
		if (key == null) {
			report(parameters.get("kid"), KeyFault.UNREADABLE);
			return;
		}
		KeyFault fault = fault(key);
		if (fault != null) {
			report(key.getKeyID(), fault);
		}
		else if (KeyPolicy.isForSignatures(key)) {
			this.keys.add(key);
			if (parameters.get("issuer") instanceof String issuer) {
				this.issuers.put(key, issuer);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> asParameters(Map<?, ?> members) {
		return (Map<String, Object>) members;
	}

	// unknown types have to be ignored, anything else without a type is a mistake
	private static boolean isOfKnownType(@Nullable Object type) {
		return !(type instanceof String name) || name.equals(KeyType.RSA.getValue())
				|| name.equals(KeyType.EC.getValue()) || name.equals(KeyType.OKP.getValue())
				|| name.equals(KeyType.OCT.getValue());
	}

	private static @Nullable JWK read(Map<String, Object> parameters) {
		try {
			return JWK.parse(parameters);
		}
		catch (ParseException | RuntimeException ex) {
			// the library throws several kinds of the latter for what a key must not have
			return null;
		}
	}

	private static @Nullable KeyFault fault(JWK key) {
		if (key instanceof OctetSequenceKey) {
			return KeyFault.SYMMETRIC;
		}
		return key.isPrivate() ? KeyFault.PRIVATE : KeyPolicy.fault(key);
	}

	// With several keys of one id and type nobody knows which is meant.
	private void removeAmbiguousKeys() {
		Map<String, Set<String>> thumbprints = new HashMap<>();
		for (JWK key : this.keys) {
			thumbprints.computeIfAbsent(name(key), (name) -> new HashSet<>()).add(thumbprint(key));
		}
		this.keys.removeIf((key) -> {
			boolean ambiguous = key.getKeyID() != null && thumbprints.getOrDefault(name(key), Set.of()).size() > 1;
			if (ambiguous) {
				report(key.getKeyID(), KeyFault.AMBIGUOUS);
			}
			return ambiguous;
		});
	}

	private static String name(JWK key) {
		return key.getKeyType() + " " + key.getKeyID();
	}

	private static String thumbprint(JWK key) {
		try {
			return key.computeThumbprint().toString();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("SHA-256 is missing", ex);
		}
	}

	private void report(@Nullable Object id, KeyFault fault) {
		this.faults
			.add(((id != null) ? "key '" + printable(id.toString(), MAX_ID) + "' " : "a key without id ") + fault);
	}

	static String printable(String text, int length) {
		StringBuilder printable = new StringBuilder();
		text.chars().limit(length).forEach((c) -> printable.append((c >= ' ' && c <= '~') ? (char) c : '?'));
		return printable.toString();
	}

	List<JWK> getKeys() {
		return List.copyOf(this.keys);
	}

	// Who may use a key, for keys of which the document says so.
	IdentityHashMap<JWK, String> getIssuers() {
		return this.issuers;
	}

	// What is wrong with the keys that are left out, fit to be logged.
	List<String> getFaults() {
		return List.copyOf(this.faults);
	}

}

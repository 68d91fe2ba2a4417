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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * The corpus as it is read from its file.
 *
 * @author Identifiabl Contributors
 */
final class Corpus {

	private static final String RESOURCE = "hostile-tokens.json";

	static final Corpus INSTANCE = new Corpus();

	private final Map<String, Object> document;

	private final Map<String, CorpusKey> keys = new LinkedHashMap<>();

	private Corpus() {
		this.document = read(RESOURCE);
		object(this.document.get("keys")).forEach((name, jwk) -> this.keys.put(name, new CorpusKey(name, object(jwk))));
	}

	static Map<String, Object> read(String resource) {
		try (InputStream stream = Corpus.class.getResourceAsStream(resource)) {
			if (stream == null) {
				throw new IllegalStateException(resource + " is missing");
			}
			return JSONObjectUtils.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(resource + " cannot be read", ex);
		}
	}

	String getAudience() {
		return (String) member("audience");
	}

	Map<String, Object> getHeader() {
		return object(member("header"));
	}

	Map<String, Object> getClaims() {
		return object(member("claims"));
	}

	Map<String, Object> getIssuers() {
		return object(member("issuers"));
	}

	Map<String, String> getTexts(String name) {
		return texts(this.document, name);
	}

	static Map<String, String> texts(Map<String, Object> document, String name) {
		Map<String, String> texts = new LinkedHashMap<>();
		object(document.get(name)).forEach((key, value) -> texts.put(key, value.toString()));
		return texts;
	}

	List<HostileToken> getRows() {
		return list(member("rows")).stream().map((row) -> new HostileToken(object(row))).toList();
	}

	CorpusKey getKey(String name) {
		CorpusKey key = this.keys.get(name);
		if (key == null) {
			throw new IllegalArgumentException("no key '" + name + "'");
		}
		return key;
	}

	private Object member(String name) {
		Object value = this.document.get(name);
		if (value == null) {
			throw new IllegalStateException("no '" + name + "' in " + RESOURCE);
		}
		return value;
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> object(@Nullable Object value) {
		return (value != null) ? (Map<String, Object>) value : Map.of();
	}

	static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	static List<String> texts(@Nullable Object value) {
		return list(value).stream().map(String::valueOf).toList();
	}

}

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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * What one issuer of the corpus publishes.
 *
 * @author Identifiabl Contributors
 */
final class IssuerDocuments {

	private final Map<String, Object> issuer;

	private final Function<String, Object> values;

	IssuerDocuments(Map<String, Object> issuer, Function<String, Object> values) {
		this.issuer = issuer;
		this.values = values;
	}

	HostileIssuer describe(String name, String url, String keys) {
		Map<String, String> claims = new LinkedHashMap<>();
		Corpus.object(this.issuer.get("claims")).forEach((attribute, claim) -> claims.put(attribute, claim.toString()));
		Object address = this.issuer.get("address");
		return new HostileIssuer(name, this.issuer.getOrDefault("type", "generic").toString(),
				(address != null) ? address.toString() : url, (address != null) ? keys : null,
				Corpus.texts(this.issuer.get("algorithms")), Corpus.texts(this.issuer.get("tenants")), claims);
	}

	String metadata(String url, String keys) {
		Template template = new Template(this.values);
		if (this.issuer.get("metadataText") instanceof String text) {
			return template.text(text);
		}
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("issuer", url);
		metadata.put("jwks_uri", keys);
		metadata.putAll(Corpus.object(this.issuer.get("metadata")));
		return JSONObjectUtils.toJSONString(Corpus.object(template.json(metadata)));
	}

	@Nullable String redirect() {
		Object redirect = this.issuer.get("redirect");
		return (redirect != null) ? new Template(this.values).text(redirect.toString()) : null;
	}

	String keys() {
		if (this.issuer.get("document") instanceof String text) {
			return new Template(this.values).text(text);
		}
		List<@Nullable Object> keys = new ArrayList<>();
		for (Object reference : Corpus.list(this.issuer.get("keys"))) {
			add(reference, keys);
		}
		Map<String, Object> set = new LinkedHashMap<>();
		set.put("keys", keys);
		return JSONObjectUtils.toJSONString(set);
	}

	private void add(Object reference, List<@Nullable Object> keys) {
		if (!(reference instanceof Map<?, ?> members)) {
			keys.add(Corpus.INSTANCE.getKey(reference.toString()).published(false));
			return;
		}
		if (members.containsKey("jwk")) {
			keys.add(members.get("jwk"));
			return;
		}
		CorpusKey key = Corpus.INSTANCE.getKey(String.valueOf(members.get("key")));
		Map<String, Object> published = key.published(Boolean.TRUE.equals(members.get("private")));
		published.putAll(Corpus.object(members.get("with")));
		long copies = (members.get("copies") instanceof Number number) ? number.longValue() : 1;
		for (long i = 1; i <= copies; i++) {
			keys.add(copy(published, String.valueOf(i)));
		}
	}

	private @Nullable Object copy(Map<String, Object> key, String number) {
		return new Template((name) -> name.equals("copy") ? number : this.values.apply(name)).json(key);
	}

}

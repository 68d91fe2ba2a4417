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

package io.identifiabl.testapp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.provider.TokenBinding;

/**
 * A token as a provider issues it, and what the application has to answer to it: the JSON
 * of an identity, or the code of an error.
 *
 * @author Identifiabl Contributors
 */
public final class TokenShape {

	private static final List<String> TIMES = List.of("iat", "nbf", "exp");

	private static final long LIFETIME = 3600;

	private final String name;

	private final Map<String, Object> content;

	private TokenShape(String name, Map<String, Object> content) {
		this.name = name;
		this.content = content;
	}

	public static List<TokenShape> ownShapes() {
		try (InputStream file = Objects.requireNonNull(TokenShape.class.getResourceAsStream("token-shapes.json"))) {
			Map<String, Object> content = parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
			return Arrays.stream(JSONObjectUtils.getJSONObjectArray(content, "shapes"))
				.map((shape) -> new TokenShape(shape.get("name").toString(), shape))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static List<TokenShape> in(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".json")).sorted().map(TokenShape::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static TokenShape read(Path file) {
		try {
			return new TokenShape(file.getFileName().toString(), fromSample(parse(Files.readString(file))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file.toString(), ex);
		}
	}

	private static Map<String, Object> parse(String json) {
		try {
			return JSONObjectUtils.parse(json);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// samples have the expectations in their own words and not those that follow from
	// others
	private static Map<String, Object> fromSample(Map<String, Object> sample) {
		Map<String, Object> shape = new HashMap<>(sample);
		if (sample.get("mapping_options") != null) {
			shape.put("options", sample.get("mapping_options"));
		}
		if (sample.get("expected_error") != null) {
			shape.put("error", sample.get("expected_error"));
			return shape;
		}
		Map<String, Object> identity = new LinkedHashMap<>();
		object(sample, "expected_normalized").forEach((member, value) -> {
			if (value != null) {
				identity.put(camelCase(member), value);
			}
		});
		identity.put("provider", sample.get("provider"));
		putDerived(identity, object(sample, "payload"),
				(sample.get("expected_extra") != null) ? object(sample, "expected_extra") : Map.of());
		shape.put("identity", identity);
		return shape;
	}

	private static String camelCase(String member) {
		int underscore = member.indexOf('_');
		return (underscore < 0) ? member : member.substring(0, underscore)
				+ Character.toUpperCase(member.charAt(underscore + 1)) + member.substring(underscore + 2);
	}

	private static void putDerived(Map<String, Object> identity, Map<String, Object> payload,
			Map<String, Object> extra) {
		if (identity.containsKey("email")) {
			// Google has it as text, too
			identity.put("emailVerified", "true".equals(String.valueOf(payload.get("email_verified"))));
		}
		if (extra.containsKey("actor")) {
			identity.put("actor", Map.of("subject", extra.get("actor")));
		}
		String authority = switch (identity.get("provider").toString()) {
			case "entra" -> "https://login.microsoftonline.com/" + identity.get("tenant");
			case "firebase" ->
				identity.get("issuer") + ((identity.get("tenant") != null) ? "/tenants/" + identity.get("tenant") : "");
			default -> identity.get("issuer").toString();
		};
		identity.put("principalKey", identity.containsKey("userId") ? authority + "#" + identity.get("userId")
				: authority + "?service#" + identity.get("subject"));
	}

	public Provider provider() {
		return Providers.forName(this.content.get("provider").toString()).orElseThrow();
	}

	public Map<String, Object> header() {
		return object(this.content, "header");
	}

	public Map<String, Object> options() {
		return (this.content.get("options") != null) ? object(this.content, "options") : Map.of();
	}

	public @Nullable String error() {
		return (String) this.content.get("error");
	}

	public Map<String, Object> identity() {
		return object(this.content, "identity");
	}

	// null if it is encrypted
	public @Nullable String issuer() {
		return hasPayload() ? payload().get("iss").toString() : null;
	}

	public boolean hasAudience() {
		return payload().containsKey("aud");
	}

	public List<String> audiences() {
		Object audience = payload().get("aud");
		if (audience == null) {
			return List.of();
		}
		return (audience instanceof Collection<?> values) ? values.stream().map(String::valueOf).toList()
				: List.of(audience.toString());
	}

	public List<String> clientIds() {
		return binding(TokenBinding.CLIENT_ID, "client_id");
	}

	public List<String> origins() {
		return binding(TokenBinding.ORIGIN, "azp");
	}

	private List<String> binding(TokenBinding binding, String claim) {
		boolean bound = !hasAudience() && provider().getTokenBindings().contains(binding)
				&& payload().get(claim) != null;
		return bound ? List.of(payload().get(claim).toString()) : List.of();
	}

	public String sign(LoopbackKeys keys, long now) {
		if (!hasPayload()) {
			return Base64URL.encode(JSONObjectUtils.toJSONString(header())) + "..AAAA.AAAA.AAAA";
		}
		Map<String, Object> claims = new LinkedHashMap<>(payload());
		claims.putIfAbsent("iat", now);
		claims.putIfAbsent("exp", now + LIFETIME);
		if (this.content.get("evaluate_at") instanceof Number then) {
			TIMES.stream()
				.filter((time) -> payload().containsKey(time))
				.forEach((time) -> claims.put(time,
						((Number) payload().get(time)).longValue() + now - then.longValue()));
		}
		return keys.sign(header(), claims);
	}

	private boolean hasPayload() {
		return this.content.get("payload") != null;
	}

	private Map<String, Object> payload() {
		return object(this.content, "payload");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> object(Map<String, Object> parent, String name) {
		return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
	}

	@Override
	public String toString() {
		return this.name;
	}

}

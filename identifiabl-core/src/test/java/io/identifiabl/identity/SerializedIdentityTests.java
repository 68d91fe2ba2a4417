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

package io.identifiabl.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What mappers make of an identity that nobody has told them about.
 *
 * @author Identifiabl Contributors
 */
class SerializedIdentityTests {

	private static final String SECRET = "only-in-the-token";

	private static final Jsonb JSONB = JsonbBuilder.create();

	private static final Identity IDENTITY = Identity.builder("https://login.example.com", "user-1")
		.scopes(Scopes.of("openid", "notes:read"))
		.roles(List.of("admin"))
		.traits(Set.of(IdentityTrait.AGENT))
		.tokenId("t-1")
		.authenticationContext(new AuthenticationContext("s-1", Instant.EPOCH, "mfa", List.of("pwd")))
		.claims(Map.of("sub", "user-1", "https://example.com/secret", SECRET))
		.build();

	static Stream<Named<Function<Object, String>>> mappers() {
		return Stream.of(Named.of("Jackson 2", SerializedIdentityTests::withJackson2),
				Named.of("Jackson 3", (value) -> JsonMapper.shared().writeValueAsString(value)),
				Named.of("JSON-B", SerializedIdentityTests::withJsonb),
				Named.of("Gson", SerializedIdentityTests::withGson),
				Named.of("Java", (value) -> new String(serialize(value), StandardCharsets.ISO_8859_1)));
	}

	static Stream<Named<Function<Object, String>>> jacksons() {
		return mappers().limit(2);
	}

	private static String withJackson2(Object value) {
		try {
			return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value);
		}
		catch (com.fasterxml.jackson.core.JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// which knows no types of java.time
	private static String withGson(Object value) {
		JsonSerializer<Instant> instants = (instant, type, context) -> new JsonPrimitive(instant.toString());
		return new GsonBuilder().registerTypeAdapter(Instant.class, instants).create().toJson(value);
	}

	private static String withJsonb(Object value) {
		return JSONB.toJson(value);
	}

	private static byte[] serialize(Object value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
			output.writeObject(value);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return bytes.toByteArray();
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void writeThenHasTheSubjectAndNoRawClaims(Function<Object, String> mapper) {
		assertThat(mapper.apply(IDENTITY)).contains("user-1").doesNotContain(SECRET);
	}

	@ParameterizedTest
	@MethodSource("mappers")
	void writeWhenNestedThenHasNoRawClaims(Function<Object, String> mapper) {
		assertThat(mapper.apply(List.of(IDENTITY).toArray())).contains("user-1").doesNotContain(SECRET);
	}

	@ParameterizedTest
	@MethodSource("jacksons")
	void writeWithJacksonThenIsTheDocumentedForm(Function<Object, String> mapper) {
		assertThat(mapper.apply(IDENTITY)).isEqualTo(withJackson2(IDENTITY.toMap()))
			.doesNotContain("claims", "tokenId", "authenticationContext");
	}

	@Test
	void writeOfARequestThenHasNoRawClaims() {
		RequestContext context = RequestContext
			.create(new TraceContext("0af7651916cd43dd8448eb211c80319c"), "r-1", Instant.EPOCH)
			.withIdentity(IDENTITY);
		assertThat(JsonMapper.shared().writeValueAsString(context)).contains("\"identity\":{\"subject\":\"user-1\"")
			.doesNotContain(SECRET);
	}

	@Test
	void readOfSerializedIdentityThenIsTheSameWithoutClaims() throws IOException, ClassNotFoundException {
		Object copy = new ObjectInputStream(new ByteArrayInputStream(serialize(IDENTITY))).readObject();
		assertThat(copy).isEqualTo(IDENTITY)
			.isInstanceOfSatisfying(Identity.class, (identity) -> assertThat(identity.getClaims()).isEmpty());
	}

}

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

package io.identifiabl.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ObjectUtils;

import io.identifiabl.autoconfigure.audit.JdbcAuditProperties;
import io.identifiabl.autoconfigure.revocation.JdbcRevocationsProperties;
import io.identifiabl.security.audit.Delivery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata that editors complete from.
 *
 * @author Identifiabl Contributors
 */
class ConfigurationMetadataTests {

	private static final Pattern WORD = Pattern.compile("-(.)");

	// of a class of their own, which is only there together with a database
	private static final Pattern JDBC = Pattern.compile("identifiabl\\.(revocations|audit)\\.jdbc\\..*");

	private static final DocumentContext metadata = read();

	private static final List<Map<String, Object>> properties = ownProperties();

	private static DocumentContext read() {
		try (InputStream input = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getInputStream()) {
			return JsonPath.parse(input);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// those of an actuator endpoint are Spring Boot's and come from its processor
	private static List<Map<String, Object>> ownProperties() {
		List<Map<String, Object>> all = metadata.read("$.properties");
		return all.stream().filter((property) -> !name(property).startsWith("management.endpoint.")).toList();
	}

	@Test
	void everyPropertyIsNamespaced() {
		assertThat(properties).isNotEmpty()
			.extracting((property) -> property.get("name"))
			.allSatisfy((name) -> assertThat(name).asString().matches("identifiabl\\.[a-z][a-z.-]*[a-z]"));
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties)
			.allSatisfy((property) -> assertThat(description(property)).as(name(property)).isNotBlank().endsWith("."));
	}

	@Test
	void descriptionsFollowTheWordingOfSpringBoot() {
		assertThat(properties).allSatisfy((property) -> assertThat(description(property)).as(name(property))
			.doesNotStartWith("The ")
			.doesNotStartWith("A ")
			.doesNotContainIgnoringCase("default value")
			.doesNotContain("{@"));
	}

	@Test
	void descriptionsOfSwitchesSayWhether() {
		assertThat(properties).filteredOn((property) -> "java.lang.Boolean".equals(property.get("type")))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(description(property)).as(name(property)).startsWith("Whether "));
	}

	@Test
	void descriptionsOfListsSayHowToSeparate() {
		assertThat(properties)
			.filteredOn((property) -> String.valueOf(property.get("type")).startsWith("java.util.List"))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(description(property)).as(name(property))
				.startsWith("Comma-separated list of "));
	}

	@Test
	void everyDefaultIsDocumented() {
		BeanWrapperImpl defaults = new BeanWrapperImpl(new IdentifiablProperties());
		assertThat(properties).filteredOn((property) -> !JDBC.matcher(name(property)).matches())
			.filteredOn((property) -> !ObjectUtils.isEmpty(defaults.getPropertyValue(path(name(property)))))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property).as(name(property)).containsKey("defaultValue"));
	}

	@Test
	void documentedDefaultsAreTheRealOnes() {
		Map<String, Object> documented = new LinkedHashMap<>();
		properties.stream()
			.filter((property) -> property.containsKey("defaultValue"))
			.forEach((property) -> documented.put(name(property), text(property.get("defaultValue"))));
		IdentifiablProperties bound = new Binder(new MapConfigurationPropertySource(documented))
			.bind("identifiabl", Bindable.of(IdentifiablProperties.class))
			.get();
		assertThat(bound).usingRecursiveComparison().isEqualTo(new IdentifiablProperties());
		JdbcRevocationsProperties jdbc = new Binder(new MapConfigurationPropertySource(documented))
			.bind("identifiabl.revocations.jdbc", Bindable.of(JdbcRevocationsProperties.class))
			.get();
		assertThat(jdbc).usingRecursiveComparison().isEqualTo(new JdbcRevocationsProperties());
		JdbcAuditProperties auditJdbc = new Binder(new MapConfigurationPropertySource(documented))
			.bind("identifiabl.audit.jdbc", Bindable.of(JdbcAuditProperties.class))
			.get();
		assertThat(auditJdbc).usingRecursiveComparison().isEqualTo(new JdbcAuditProperties());
	}

	@Test
	void everyHintIsForAProperty() {
		List<String> hinted = metadata.read("$.hints[*].name");
		assertThat(hinted).isNotEmpty().isSubsetOf(properties.stream().map(ConfigurationMetadataTests::name).toList());
	}

	@Test
	void everyChoiceIsHintedAtAndExplained() {
		assertThat(choices("identifiabl.scopes.merge-permissions"))
			.containsExactlyElementsOf(constants(IdentifiablProperties.MergePermissions.values()));
		assertThat(choices("identifiabl.revocations.store"))
			.containsExactlyElementsOf(constants(RevocationsProperties.Store.values()));
		assertThat(choices("identifiabl.token.issuer-trailing-slash"))
			.containsExactlyElementsOf(constants(TokenProperties.TrailingSlash.values()));
		assertThat(choices("identifiabl.audit.store"))
			.containsExactlyElementsOf(constants(AuditProperties.Store.values()));
		assertThat(choices("identifiabl.audit.delivery")).containsExactlyElementsOf(constants(Delivery.values()));
	}

	private static List<String> choices(String property) {
		List<Map<String, Object>> values = metadata.read("$.hints[?(@.name == '" + property + "')].values[*]");
		return values.stream()
			.filter((value) -> description(value).endsWith("."))
			.map((value) -> String.valueOf(value.get("value")))
			.toList();
	}

	private static List<String> constants(Enum<?>[] values) {
		return Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT)).toList();
	}

	private static String name(Map<String, Object> property) {
		return String.valueOf(property.get("name"));
	}

	private static String description(Map<String, Object> property) {
		return String.valueOf(property.getOrDefault("description", ""));
	}

	// the path of a bean property: identifiabl.token.max-size is token.maxSize
	private static String path(String name) {
		return WORD.matcher(name.substring("identifiabl.".length()))
			.replaceAll((word) -> word.group(1).toUpperCase(Locale.ROOT));
	}

	private static Object text(Object value) {
		return (value instanceof Collection<?> values) ? String.join(",", values.stream().map(String::valueOf).toList())
				: value;
	}

}

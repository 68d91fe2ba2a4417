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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata that editors complete from.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ConfigurationMetadataTests {

	private static final Pattern WORD = Pattern.compile("-(.)");

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
		assertThat(classes()).isNotEmpty().allSatisfy((type, prefix) -> {
			BeanWrapperImpl defaults = new BeanWrapperImpl(type);
			assertThat(properties).filteredOn((property) -> hasDefault(defaults, prefix, name(property)))
				.allSatisfy((property) -> assertThat(property).as(name(property)).containsKey("defaultValue"));
		});
	}

	@Test
	void documentedDefaultsAreTheRealOnes() {
		Map<String, Object> documented = new LinkedHashMap<>();
		properties.stream()
			.filter((property) -> property.containsKey("defaultValue"))
			.forEach((property) -> documented.put(name(property), text(property.get("defaultValue"))));
		Binder binder = new Binder(new MapConfigurationPropertySource(documented));
		assertThat(classes()).isNotEmpty()
			.allSatisfy((type, prefix) -> assertThat(binder.bindOrCreate(prefix, Bindable.of(type)))
				.usingRecursiveComparison()
				.isEqualTo(BeanUtils.instantiateClass(type)));
	}

	@Test
	void everyHintIsForAProperty() {
		List<String> hinted = metadata.read("$.hints[*].name");
		assertThat(hinted).isNotEmpty().isSubsetOf(properties.stream().map(ConfigurationMetadataTests::name).toList());
	}

	@Test
	void everyChoiceIsHintedAtAndExplained() {
		assertThat(properties).filteredOn((property) -> enumType(property) != null)
			.hasSizeGreaterThan(10)
			.allSatisfy((property) -> assertThat(choices(name(property))).as(name(property))
				.containsExactlyElementsOf(constants(enumType(property))));
	}

	@Test
	void everyPresetIsHintedAt() {
		assertThat(choices("identifiabl.type"))
			.containsExactlyInAnyOrderElementsOf(Providers.all().stream().map(Provider::getName).toList());
	}

	private static @Nullable Class<?> enumType(Map<String, Object> property) {
		String type = String.valueOf(property.get("type"));
		Class<?> resolved = type.startsWith("io.identifiabl.") ? ClassUtils.resolveClassName(type, null) : null;
		return (resolved != null && resolved.isEnum()) ? resolved : null;
	}

	private static List<String> choices(String property) {
		List<Map<String, Object>> values = metadata.read("$.hints[?(@.name == '" + property + "')].values[*]");
		return values.stream()
			.filter((value) -> description(value).endsWith("."))
			.map((value) -> String.valueOf(value.get("value")))
			.toList();
	}

	private static List<String> constants(@Nullable Class<?> type) {
		assertThat(type).isNotNull();
		return Arrays.stream(type.getEnumConstants())
			.map((value) -> String.valueOf(value).toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

	private static String name(Map<String, Object> property) {
		return String.valueOf(property.get("name"));
	}

	private static String description(Map<String, Object> property) {
		return String.valueOf(property.getOrDefault("description", ""));
	}

	// the path of a bean property: identifiabl.token.max-size is token.maxSize
	// by class, since several share the prefix "identifiabl"
	private static Map<Class<?>, String> classes() {
		List<Map<String, Object>> groups = metadata.read("$.groups");
		Map<Class<?>, String> classes = new LinkedHashMap<>();
		groups.stream()
			.filter((group) -> name(group).startsWith("identifiabl") && !group.containsKey("sourceMethod"))
			.forEach((group) -> classes.put(ClassUtils.resolveClassName(String.valueOf(group.get("type")), null),
					name(group)));
		return classes;
	}

	private static boolean hasDefault(BeanWrapperImpl defaults, String prefix, String name) {
		if (!name.startsWith(prefix + ".")) {
			return false;
		}
		String path = WORD.matcher(name.substring(prefix.length() + 1))
			.replaceAll((word) -> word.group(1).toUpperCase(Locale.ROOT));
		return defaults.isReadableProperty(path) && !ObjectUtils.isEmpty(defaults.getPropertyValue(path));
	}

	private static Object text(Object value) {
		return (value instanceof Collection<?> values) ? String.join(",", values.stream().map(String::valueOf).toList())
				: value;
	}

}

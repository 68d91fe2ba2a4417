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

package io.identifiabl.audit.export;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What somebody else published about a format, extracted, and what of a value does not
 * keep to it. What the extract has no name for is a problem as well.
 *
 * @author Identifiabl Contributors
 */
final class PublishedSchema {

	private static final Map<String, Pattern> TEXTS = Map.of("traceId", Pattern.compile("[0-9a-f]{32}"), "spanId",
			Pattern.compile("[0-9a-f]{16}"), "ip_t",
			Pattern.compile("((25[0-5]|(2[0-4]|1?[0-9])?[0-9])(\\.(?!$)|$)){4}|(?=.*:)(?!.*:::)[0-9a-fA-F:.]{2,45}"),
			"email_t", Pattern.compile("[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+"));

	private static final Set<String> ANY_TEXT = Set.of("string", "string_t", "username_t", "hostname_t", "url_t",
			"mac_t");

	private final Map<String, Map<String, Attribute>> objects = new LinkedHashMap<>();

	private final Map<String, List<List<String>>> constraints = new LinkedHashMap<>();

	private PublishedSchema(List<String> lines) {
		String object = "";
		for (String line : lines) {
			if (line.startsWith("[")) {
				object = line.substring(1, line.length() - 1);
				this.objects.put(object, new LinkedHashMap<>());
			}
			else if (line.startsWith("!")) {
				this.constraints.computeIfAbsent(object, (name) -> new ArrayList<>())
					.add(Arrays.asList(line.substring(2).split(" ", -1)));
			}
			else if (!line.isEmpty() && !line.startsWith("#")) {
				Attribute attribute = Attribute.parse(line);
				Objects.requireNonNull(this.objects.get(object)).put(attribute.name(), attribute);
			}
		}
	}

	static PublishedSchema read(String resource) throws IOException {
		try (InputStream input = PublishedSchema.class.getResourceAsStream(resource)) {
			String text = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
			return new PublishedSchema(text.lines().toList());
		}
	}

	/**
	 * Find what is wrong.
	 * @param object the name of the outermost object
	 * @param value the value
	 * @param profiles the profiles that the value is of
	 * @return the problems, each with its path
	 */
	List<String> check(String object, Map<?, ?> value, Set<String> profiles) {
		List<String> problems = new ArrayList<>();
		checkObject(object, value, object, profiles, problems);
		return problems;
	}

	/**
	 * Find what an object should have besides what it must have.
	 * @param object its name
	 * @param value the value
	 * @return the names of recommended attributes that are missing
	 */
	Set<String> findMissingRecommended(String object, Map<?, ?> value) {
		Set<String> missing = new TreeSet<>();
		attributes(object).values()
			.stream()
			.filter((attribute) -> attribute.requirement().equals("recommended")
					&& !value.containsKey(attribute.name()))
			.forEach((attribute) -> missing.add(attribute.name()));
		return missing;
	}

	private Map<String, Attribute> attributes(String object) {
		return Objects.requireNonNull(this.objects.get(object), object);
	}

	private void checkObject(String object, Map<?, ?> value, String path, Set<String> profiles, List<String> problems) {
		Map<String, Attribute> attributes = attributes(object);
		value.forEach((name, member) -> {
			Attribute attribute = attributes.get(name);
			if (attribute == null) {
				problems.add(path + " has no " + name);
			}
			else if (attribute.profile() != null && !profiles.contains(attribute.profile())) {
				problems.add(path + "." + name + " is of another profile");
			}
			else {
				checkValue(attribute, member, path + "." + name, profiles, problems);
				checkCaption(attribute, member, value, path, problems);
			}
		});
		attributes.values()
			.stream()
			.filter((attribute) -> attribute.requirement().equals("required") && !value.containsKey(attribute.name()))
			.forEach((attribute) -> problems.add(path + " needs " + attribute.name()));
		for (List<String> constraint : this.constraints.getOrDefault(object, List.of())) {
			long count = constraint.stream().skip(1).filter(value::containsKey).count();
			if (constraint.get(0).equals("just_one") ? count != 1 : count == 0) {
				problems.add(path + " has " + count + " of " + constraint);
			}
		}
	}

	private void checkValue(Attribute attribute, Object value, String path, Set<String> profiles,
			List<String> problems) {
		if (attribute.list()) {
			if (value instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					checkOne(attribute, list.get(i), path + "[" + i + "]", profiles, problems);
				}
			}
			else {
				problems.add(path + " is no list");
			}
		}
		else {
			checkOne(attribute, value, path, profiles, problems);
		}
	}

	private void checkOne(Attribute attribute, Object value, String path, Set<String> profiles, List<String> problems) {
		if (this.objects.containsKey(attribute.type())) {
			if (value instanceof Map<?, ?> map) {
				checkObject(attribute.type(), map, path, profiles, problems);
			}
			else {
				problems.add(path + " is no " + attribute.type());
			}
		}
		else if (!isOf(attribute.type(), value)) {
			problems.add(path + " is no " + attribute.type() + ": " + value);
		}
		if (!attribute.captions().isEmpty() && !attribute.captions().containsKey(String.valueOf(value))) {
			problems.add(path + " is none of " + attribute.captions() + ": " + value);
		}
	}

	// what is not mapped has a caption of its own, but not in types
	private static void checkCaption(Attribute attribute, Object value, Map<?, ?> parent, String path,
			List<String> problems) {
		String caption = attribute.captions().get(String.valueOf(value));
		Object sibling = (attribute.sibling() != null) ? parent.get(attribute.sibling()) : null;
		if (sibling != null && !sibling.equals(caption) && !"Other".equals(caption)) {
			problems.add(path + "." + attribute.sibling() + " is not " + caption + ": " + sibling);
		}
	}

	private static boolean isOf(String type, Object value) {
		Pattern pattern = TEXTS.get(type);
		if (pattern != null) {
			return value instanceof String text && pattern.matcher(text).matches();
		}
		if (ANY_TEXT.contains(type)) {
			return value instanceof String;
		}
		return switch (type) {
			case "integer_t", "port_t", "uint32", "SeverityNumber" -> value instanceof Long number
					&& number == number.intValue() && (type.equals("integer_t") || number >= 0);
			case "long_t", "timestamp_t" -> value instanceof Long;
			case "boolean_t", "bool" -> value instanceof Boolean;
			case "fixed64" -> value instanceof String text && text.matches("0|[1-9][0-9]*")
					&& new BigInteger(text).bitLength() <= Long.SIZE;
			case "int64" -> value instanceof String text && text.matches("0|-?[1-9][0-9]*")
					&& new BigInteger(text).bitLength() < Long.SIZE;
			case "object" -> value instanceof Map;
			default -> false;
		};
	}

	/**
	 * An attribute of an object.
	 *
	 * @param name its name
	 * @param type the name of its type
	 * @param list whether it is a list
	 * @param requirement whether it has to be there
	 * @param profile the profile that it belongs to
	 * @param sibling the attribute with the caption of its value
	 * @param captions the captions of all possible values
	 */
	private record Attribute(String name, String type, boolean list, String requirement, @Nullable String profile,
			@Nullable String sibling, Map<String, String> captions) {

		static Attribute parse(String line) {
			String[] parts = line.split(" ", 4);
			String rest = (parts.length > 3) ? parts[3] : "";
			String profile = null;
			String sibling = parts[0].endsWith("_id") ? parts[0].substring(0, parts[0].length() - 3) : null;
			if (rest.startsWith("@")) {
				int end = (rest + " ").indexOf(' ');
				profile = rest.substring(1, end);
				rest = rest.substring(end).strip();
			}
			if (rest.startsWith(">")) {
				int end = rest.indexOf(' ');
				sibling = rest.substring(1, end);
				rest = rest.substring(end + 1);
			}
			Map<String, String> captions = new LinkedHashMap<>();
			if (!rest.isEmpty()) {
				for (String entry : rest.split("\\|", -1)) {
					int equals = entry.indexOf('=');
					captions.put(entry.substring(0, equals), entry.substring(equals + 1));
				}
			}
			boolean list = parts[1].endsWith("[]");
			return new Attribute(parts[0], list ? parts[1].substring(0, parts[1].length() - 2) : parts[1], list,
					parts[2], profile, sibling, captions);
		}

	}

}

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

package io.identifiabl.mcp;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * What the MCP SDK and Spring AI's transports keep to themselves. A field that is not
 * there any more is a failure, since something would be left unguarded.
 *
 * @author Identifiabl Contributors
 */
final class SdkFields {

	private SdkFields() {
	}

	static Object read(Object owner, String name) {
		Object value = find(owner, name);
		Assert.state(value != null, () -> owner.getClass().getName() + " has nothing in its field " + name);
		return value;
	}

	static @Nullable Object find(Object owner, String name) {
		return ReflectionUtils.getField(field(owner, name), owner);
	}

	static void write(Object owner, String name, Object value) {
		ReflectionUtils.setField(field(owner, name), owner, value);
	}

	/**
	 * Read all fields, such as those of a lambda, which have no names to rely on.
	 * @param owner the object
	 * @return the objects in its fields, as far as they can be read
	 */
	static List<Object> readAll(Object owner) {
		List<Object> values = new ArrayList<>();
		for (Field field : fields(owner.getClass())) {
			Object value = read(field, owner);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> up = type; up != null; up = up.getSuperclass()) {
			for (Field field : up.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					fields.add(field);
				}
			}
		}
		return fields;
	}

	static @Nullable Object read(Field field, Object owner) {
		return field.trySetAccessible() ? ReflectionUtils.getField(field, owner) : null;
	}

	private static Field field(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		Assert.state(field != null && field.trySetAccessible(),
				() -> "This version of the MCP SDK is not known: " + owner.getClass().getName() + " has no " + name);
		return field;
	}

}

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

package io.identifiabl.web;

import java.io.Serial;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import io.identifiabl.identity.Identity;

/**
 * Writes an {@link Identity} in its documented JSON form, without the raw claims.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityJacksonModule extends SimpleModule {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create the module.
	 */
	public IdentityJacksonModule() {
		super("identifiabl");
		addSerializer(Identity.class, new IdentitySerializer());
	}

	private static final class IdentitySerializer extends StdSerializer<Identity> {

		IdentitySerializer() {
			super(Identity.class);
		}

		@Override
		public void serialize(Identity identity, JsonGenerator generator, SerializationContext context) {
			generator.writePOJO(identity.toMap());
		}

	}

}

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

package io.identifiabl.authorization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the OAuth 2.0 scopes (RFC 6749 section 3.3) that a caller needs: for a
 * controller, a service, or an MCP tool, resource or prompt. On a type it covers every
 * method of its objects, inherited ones and default methods of interfaces included. On a
 * method, or on one that it overrides or implements, it takes the place of those on
 * types. Of several the one of the most specific type counts; supertypes that contradict
 * each other stop the start of the application.
 * <p>
 * For a tool the declaration also tells clients which scopes to ask for: it is what the
 * challenge of a refused call and the list of tools name.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@Documented
@Inherited
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface RequireScope {

	/**
	 * The scopes. None at all means that the caller needs to be authenticated only.
	 * @return the scope tokens
	 */
	String[] value();

	/**
	 * How many of the scopes are needed.
	 * @return whether all of them or any one
	 */
	Match match() default Match.ALL;

	/**
	 * How many of several scopes are needed.
	 */
	enum Match {

		/**
		 * Every one of the scopes.
		 */
		ALL,

		/**
		 * Any one of the scopes; a challenge asks for the first.
		 */
		ANY

	}

}

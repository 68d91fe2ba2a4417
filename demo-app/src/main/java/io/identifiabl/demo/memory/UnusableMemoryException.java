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

package io.identifiabl.demo.memory;

import java.io.Serial;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolationException;

/**
 * A memory that cannot be kept, said so that a model can correct it.
 *
 * @author Identifiabl Contributors
 */
final class UnusableMemoryException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	// a tool's answer is the message of the innermost cause, which has to be this one
	UnusableMemoryException(ConstraintViolationException violations) {
		super(violations.getConstraintViolations()
			.stream()
			.map((violation) -> violation.getPropertyPath().toString().replaceFirst("^.*\\.", "") + " "
					+ violation.getMessage())
			.sorted()
			.collect(Collectors.joining(", ")));
	}

}

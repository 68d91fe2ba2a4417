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

package io.identifiabl.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of records, newest first. It can be short, or empty, and yet not be the last
 * one: a store need not look at more than it can in a moment.
 *
 * @param records the records
 * @param next what {@link AuditQuery#before(long)} has to be given for the next page,
 * {@code null} if this is the last one
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record AuditPage(List<AuditRecord> records, @Nullable Long next) {

	/**
	 * Create a page.
	 * @param records the records
	 * @param next where the next page begins, {@code null} if this is the last one
	 */
	public AuditPage {
		records = List.copyOf(records);
	}

}

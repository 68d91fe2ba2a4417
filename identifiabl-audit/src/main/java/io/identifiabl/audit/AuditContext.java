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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an application can add to the record of the operation that it is performing.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditContext {

	private static final ThreadLocal<@Nullable AuditContext> CURRENT = new ThreadLocal<>();

	private final List<Touched> touched = new ArrayList<>();

	/**
	 * Return the context of the operation that this thread is performing.
	 * @return the context; outside of an operation one that nobody reads
	 */
	public static AuditContext current() {
		AuditContext current = CURRENT.get();
		return (current != null) ? current : new AuditContext();
	}

	/**
	 * Add that a record was accessed: who saw which patient's data. The type becomes part
	 * of the leaf, the id is personal data.
	 * @param type what kind of record, a fixed name such as {@code patient}
	 * @param id which one
	 * @return this context
	 */
	public AuditContext touched(String type, String id) {
		synchronized (this.touched) {
			if (this.touched.size() < Texts.MAX_ELEMENTS) {
				this.touched.add(new Touched(Texts.clean(type), Texts.clean(id)));
			}
		}
		return this;
	}

	/**
	 * Make this the context of the thread until the scope is closed.
	 * @return a scope that must be closed by the same thread, in reverse order of opening
	 */
	public Scope open() {
		AuditContext previous = CURRENT.get();
		CURRENT.set(this);
		return () -> restore(previous);
	}

	/**
	 * Remove the context from this thread, whatever was opened on it, at the end of work
	 * on a thread that goes on to work for other callers.
	 */
	public static void clear() {
		CURRENT.remove();
	}

	private static void restore(@Nullable AuditContext previous) {
		if (previous != null) {
			CURRENT.set(previous);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Add what was accessed to an event.
	 * @param event the event of the operation
	 */
	public void describe(AuditEvent.Builder event) {
		synchronized (this.touched) {
			if (!this.touched.isEmpty()) {
				event.with(AuditField.TOUCHED, this.touched.stream().map(Touched::type).distinct().sorted().toList());
				event.with(AuditField.TOUCHED_IDS,
						this.touched.stream().map((row) -> row.type() + "/" + row.id()).distinct().sorted().toList());
			}
		}
	}

	private record Touched(String type, String id) {
	}

	/**
	 * Ends the time in which a context is current.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * Restore the context that was current before.
		 */
		@Override
		void close();

	}

}

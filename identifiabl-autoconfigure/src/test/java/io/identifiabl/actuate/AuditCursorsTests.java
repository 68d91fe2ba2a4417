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

package io.identifiabl.actuate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AuditCursors}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class AuditCursorsTests {

	private static final AuditQuery QUERY = AuditQuery.all()
		.where(Column.USER, "alice")
		.where(Column.TOOL, List.of("save", "read"));

	private final AuditCursors node = new AuditCursors(List.of(key("one")));

	@Test
	void cursorIsReadByEveryNodeWithTheKey() throws Exception {
		String cursor = this.node.write(4711, QUERY);
		assertThat(cursor).isEqualTo("AAAAAAAAEmd5G9G56u7haVTO9bdXAYYA");
		assertThat(new AuditCursors(List.of(key("one"))).read(cursor, QUERY.limit(7))).isEqualTo(4711);
	}

	@Test
	void cursorOutlivesAChangeOfTheKey() throws Exception {
		AuditCursors changed = new AuditCursors(List.of(key("two"), key("one")));
		assertThat(changed.read(this.node.write(3, QUERY), QUERY)).isEqualTo(3);
		assertRefused(this.node, changed.write(3, QUERY), QUERY);
	}

	@Test
	void cursorOfAnotherQueryIsRefused() {
		String cursor = this.node.write(3, QUERY);
		for (AuditQuery other : List.of(AuditQuery.all(), QUERY.where(Column.TENANT, "acme"), QUERY.after(1),
				QUERY.between(Instant.EPOCH, null), QUERY.between(null, Instant.EPOCH),
				AuditQuery.all().where(Column.USER, "alice").where(Column.TOOL, List.of("save")),
				AuditQuery.all().where(Column.USER, List.of("alice", "TOOL")).where(Column.TOOL, List.of("read")),
				AuditQuery.all().where(Column.USER, "alice").where(Column.TOOL, List.of("read", "save")))) {
			assertRefused(this.node, cursor, other);
		}
	}

	@Test
	void cursorThatNobodyMadeIsRefused() {
		String cursor = this.node.write(3, QUERY);
		byte[] bytes = Base64.getUrlDecoder().decode(cursor);
		for (int i = 0; i < bytes.length; i++) {
			byte[] forged = bytes.clone();
			forged[i] ^= 1;
			assertRefused(this.node, Base64.getUrlEncoder().withoutPadding().encodeToString(forged), QUERY);
		}
		for (String forged : List.of("", "abc", "\u0000", cursor + "AAAA", cursor.substring(4), cursor + "=", "%",
				Base64.getUrlEncoder().encodeToString("3/0".getBytes(StandardCharsets.UTF_8)))) {
			assertRefused(this.node, forged, QUERY);
		}
		assertRefused(new AuditCursors(List.of(key("two"))), cursor, QUERY);
	}

	@Test
	void cursorIsOfOneProcessWhereThereIsNoKey() throws Exception {
		AuditCursors alone = new AuditCursors(List.of());
		String cursor = alone.write(3, QUERY);
		assertThat(alone.read(cursor, QUERY)).isEqualTo(3);
		assertRefused(new AuditCursors(List.of()), cursor, QUERY);
	}

	private static void assertRefused(AuditCursors node, String cursor, AuditQuery query) {
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> node.read(cursor, query));
	}

	private static byte[] key(String text) {
		return text.repeat(10).getBytes(StandardCharsets.UTF_8);
	}

}

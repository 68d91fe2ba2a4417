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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stores memories. There is no way to reach one without its owner.
 *
 * @author Identifiabl Contributors
 */
@Repository
class MemoryRepository {

	private final JdbcClient jdbcClient;

	MemoryRepository(JdbcClient jdbcClient) {
		this.jdbcClient = jdbcClient;
	}

	void save(Owner owner, Memory memory) {
		this.jdbcClient.sql("""
				insert into memory (id, issuer, user_id, memory_text, emotion, captured_at)
				values (:id, :issuer, :userId, :text, :emotion, :capturedAt)""")
			.param("id", memory.id())
			.param("issuer", owner.issuer())
			.param("userId", owner.userId())
			.param("text", memory.text())
			.param("emotion", memory.emotion())
			.param("capturedAt", memory.capturedAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	List<Memory> findLatest(Owner owner, int limit) {
		return this.jdbcClient.sql("""
				select id, memory_text, emotion, captured_at from memory
				where issuer = :issuer and user_id = :userId
				order by captured_at desc fetch first :limit rows only""")
			.param("issuer", owner.issuer())
			.param("userId", owner.userId())
			.param("limit", limit)
			.query(MemoryRepository::map)
			.list();
	}

	boolean delete(Owner owner, UUID id) {
		return this.jdbcClient.sql("delete from memory where id = :id and issuer = :issuer and user_id = :userId")
			.param("id", id)
			.param("issuer", owner.issuer())
			.param("userId", owner.userId())
			.update() > 0;
	}

	private static Memory map(ResultSet row, int number) throws SQLException {
		return new Memory(row.getObject("id", UUID.class), row.getString("memory_text"), row.getString("emotion"),
				row.getObject("captured_at", OffsetDateTime.class).toInstant());
	}

}

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

package io.identifiabl.security.revocation;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.testapp.TestDatabase;

@Tag("database")
class PostgreSqlTokenRevocationsTests extends AbstractJdbcTokenRevocationsTests {

	private static final HikariDataSource pool = pool();

	PostgreSqlTokenRevocationsTests() {
		super(emptied(), TestDatabase.POSTGRESQL::createTable);
	}

	@AfterAll
	static void close() {
		pool.close();
	}

	private static HikariDataSource pool() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(TestDatabase.POSTGRESQL.newUrl());
		return dataSource;
	}

	// connecting takes longer than everything else
	private static DataSource emptied() {
		new JdbcTemplate(pool).execute("DROP TABLE IF EXISTS identifiabl_token_revocation, elsewhere");
		return pool;
	}

}

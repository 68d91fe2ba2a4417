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

import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.security.revocation.RevocationsProperties.Store;
import io.identifiabl.token.TokenSettings;

/**
 * Revocations where there is a database.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(TokenRevocations.class)
@Conditional(NotInMemoryCondition.class)
@EnableConfigurationProperties(JdbcRevocationsProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
class JdbcRevocationConfiguration {

	private static final Log logger = LogFactory.getLog(JdbcRevocationConfiguration.class);

	private static final Pattern TABLE_NAME = Pattern.compile("\\w+(\\.\\w+){0,2}");

	@Bean
	RevocationSchemaInitializer identifiablRevocationSchemaInitializer(DataSource dataSource,
			RevocationsProperties revocations, JdbcRevocationsProperties jdbc) {
		return new RevocationSchemaInitializer(dataSource, jdbc, revocations.getStore());
	}

	@Bean("identifiablTokenRevocations")
	@DependsOnDatabaseInitialization
	TokenRevocationRegistry tokenRevocations(DataSource dataSource, TokenSettings settings,
			RevocationsProperties revocations, JdbcRevocationsProperties jdbc) {
		String table = jdbc.getTableName();
		if (!TABLE_NAME.matcher(table).matches()) {
			throw RevocationFailures.unusableTableName(table);
		}
		InMemoryTokenRevocations known = MemoryRevocationConfiguration.memory(settings);
		JdbcTokenRevocations stored = new JdbcTokenRevocations(dataSource, table, known,
				revocations.getStore() == Store.JDBC, MemoryRevocationConfiguration.staleWindow(revocations),
				settings.getClock(), System::nanoTime);
		if (!Boolean.FALSE.equals(isTablePresent(stored))) {
			return stored;
		}
		if (revocations.getStore() == Store.JDBC) {
			throw RevocationFailures.noTable(table,
					RevocationSchemaInitializer.scripts().resolveAll(dataSource, jdbc.getSchema()).get(0));
		}
		logger.info("Revocations of tokens are kept in memory, since there is no table '" + table
				+ "'. They end with this process and no other node knows them.");
		return known;
	}

	@Bean
	RevocationPolling identifiablRevocationPolling(TokenRevocationRegistry revocations,
			RevocationsProperties properties) {
		return new RevocationPolling(revocations, MemoryRevocationConfiguration.pollInterval(properties));
	}

	// null if the database cannot be reached: it may well have the table, and polling
	// will
	// find out
	private static @Nullable Boolean isTablePresent(JdbcTokenRevocations stored) {
		try {
			return stored.isTablePresent();
		}
		catch (RuntimeException ex) {
			logger.warn("The database could not be asked for revocations", ex);
			return null;
		}
	}

}

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

package io.identifiabl.autoconfigure.audit;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.autoconfigure.AuditProperties.Store;
import io.identifiabl.autoconfigure.IdentifiablProperties;

/**
 * The log where there is a database.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ DataSourceBuilder.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(AuditStore.class)
@Conditional(NotInMemoryCondition.class)
@EnableConfigurationProperties(JdbcAuditProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
class JdbcAuditConfiguration {

	private static final Log logger = LogFactory.getLog(JdbcAuditConfiguration.class);

	@Bean
	AuditDatabase identifiablAuditDatabase(@AuditDataSource ObjectProvider<DataSource> qualified,
			DataSource dataSource) {
		return AuditDatabase.of(qualified.getIfAvailable(), dataSource);
	}

	@Bean
	AuditSchemaInitializer identifiablAuditSchemaInitializer(AuditDatabase database, JdbcAuditProperties jdbc,
			IdentifiablProperties properties) {
		checkPrefix(jdbc.getTablePrefix());
		return new AuditSchemaInitializer(database, jdbc, properties.getAudit().getStore());
	}

	@Bean
	@DependsOnDatabaseInitialization
	AuditStore auditStore(AuditDatabase database, JdbcAuditProperties jdbc, IdentifiablProperties properties,
			AuditOrigin origin) {
		boolean required = properties.getAudit().getStore() == Store.JDBC;
		Boolean present = isSchemaPresent(database, jdbc.getTablePrefix());
		if (Boolean.TRUE.equals(present)) {
			return open(database, jdbc.getTablePrefix(), origin);
		}
		if (required) {
			throw (present != null) ? AuditFailures.noTables(jdbc.getTablePrefix(),
					AuditSchemaInitializer.scripts().resolveAll(database.getDataSource(), jdbc.getSchema()).get(0))
					: AuditFailures.unreachable();
		}
		return MemoryAuditConfiguration
			.memory((present != null) ? "there are no tables whose names begin with '" + jdbc.getTablePrefix() + "'"
					: "the database cannot be reached");
	}

	private static AuditStore open(AuditDatabase database, String prefix, AuditOrigin origin) {
		try {
			return JdbcAuditStore.open(database.getDataSource(), prefix, origin.name());
		}
		catch (IllegalStateException ex) {
			throw AuditFailures.foreignLog(ex.getMessage());
		}
	}

	private static void checkPrefix(String prefix) {
		try {
			JdbcAuditStore.checkPrefix(prefix);
		}
		catch (IllegalArgumentException ex) {
			throw AuditFailures.unusablePrefix(prefix);
		}
	}

	// null if that cannot be found out
	private static @Nullable Boolean isSchemaPresent(AuditDatabase database, String prefix) {
		if (!database.isReachable()) {
			return null;
		}
		try {
			return JdbcAuditStore.isSchemaPresent(database.getDataSource(), prefix);
		}
		catch (AuditStoreException ex) {
			logger.warn("The database could not be asked for the audit trail", ex);
			return null;
		}
	}

}

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

package io.identifiabl.trail;

import java.io.Serial;
import java.nio.file.Path;

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
import org.springframework.context.annotation.Import;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.operation.AuditProperties.Store;
import io.identifiabl.operation.Delivery;

/**
 * The log where there is a database.
 *
 * @author Identifiabl Contributors
 */
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
			@AuditMaintenanceDataSource ObjectProvider<DataSource> maintenance, DataSource dataSource) {
		return AuditDatabase.of(qualified.getIfAvailable(), maintenance.getIfAvailable(), dataSource);
	}

	@Bean
	AuditSchemaInitializer identifiablAuditSchemaInitializer(AuditDatabase database, JdbcAuditProperties jdbc,
			AuditProperties audit) {
		checkPrefix(jdbc.getTablePrefix());
		return new AuditSchemaInitializer(database, jdbc, audit.getStore());
	}

	@Bean("identifiablAuditStore")
	@DependsOnDatabaseInitialization
	AuditStore auditStore(AuditDatabase database, JdbcAuditProperties jdbc, AuditProperties audit, AuditOrigin origin,
			ObjectProvider<CheckpointSigner> signer) {
		boolean required = audit.getStore() == Store.JDBC;
		LoginRights rights = new LoginRights(database, jdbc);
		Boolean present;
		try {
			present = isSchemaPresent(database, jdbc.getTablePrefix());
		}
		catch (DeniedException ex) {
			if (required || isMeantToLast(database, audit, signer)) {
				throw AuditFailures.missingRights("DataSource", "read", rights.findMissing());
			}
			return MemoryAuditConfiguration.memory("the login of the database must not read tables whose names begin "
					+ "with '" + jdbc.getTablePrefix() + "'");
		}
		if (Boolean.TRUE.equals(present)) {
			rights.check();
			return open(database, jdbc.getTablePrefix(), origin);
		}
		if (required) {
			throw (present != null) ? AuditFailures.noTables(jdbc.getTablePrefix(),
					AuditSchemaInitializer.scripts().resolveAll(database.getDataSource(), jdbc.getSchema()).get(0))
					: AuditFailures.unreachable();
		}
		if (present == null && isMeantToLast(database, audit, signer)) {
			logger.warn("The audit trail waits for its database, which cannot be reached. Records are kept in the "
					+ "spill file meanwhile, and requests that wait for theirs are refused.");
			return new LateAuditStore(() -> openLate(database, rights, jdbc.getTablePrefix(), origin),
					System::nanoTime);
		}
		return MemoryAuditConfiguration
			.memory((present != null) ? "there are no tables whose names begin with '" + jdbc.getTablePrefix() + "'"
					: "the database cannot be reached, and no key is configured, which a log in it would need");
	}

	// whether memory in its place could be a loss: a log in a database that is not
	// embedded is not even started without a key
	private static boolean isMeantToLast(AuditDatabase database, AuditProperties audit,
			ObjectProvider<CheckpointSigner> signer) {
		return audit.getDelivery() != Delivery.ASYNC || database.isEmbedded()
				|| audit.getCheckpoint().getPrivateKey() != null || signer.stream().findAny().isPresent();
	}

	private static AuditStore openLate(AuditDatabase database, LoginRights rights, String prefix, AuditOrigin origin) {
		if (!JdbcAuditStore.isSchemaPresent(database.getDataSource(), prefix)) {
			throw new AuditStoreException("The audit trail cannot be kept in its database", Kind.STORE,
					new IllegalStateException("There are no tables whose names begin with '" + prefix
							+ "'. Create them, or set identifiabl.audit.store=memory and restart."));
		}
		rights.checkLate();
		makePrivate(database);
		try {
			return JdbcAuditStore.open(database.getDataSource(), database.getMaintenance(), prefix, origin.name());
		}
		catch (IllegalStateException ex) {
			throw new AuditStoreException("The audit trail cannot be kept in its database", Kind.STORE, ex);
		}
	}

	private static void makePrivate(AuditDatabase database) {
		Path file = database.isEmbedded() ? database.getFile() : null;
		if (file != null) {
			DatabaseFile.makePrivate(file);
		}
	}

	private static AuditStore open(AuditDatabase database, String prefix, AuditOrigin origin) {
		makePrivate(database);
		try {
			return JdbcAuditStore.open(database.getDataSource(), database.getMaintenance(), prefix, origin.name());
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
	private static @Nullable Boolean isSchemaPresent(AuditDatabase database, String prefix) throws DeniedException {
		if (!database.isReachable()) {
			return null;
		}
		try {
			return JdbcAuditStore.isSchemaPresent(database.getDataSource(), prefix);
		}
		catch (AuditStoreException ex) {
			if (ex.getKind() == Kind.DENIED) {
				throw new DeniedException(ex);
			}
			logger.warn("The database could not be asked for the audit trail", ex);
			return null;
		}
	}

	/**
	 * The login must not read the tables, whether they are there or not.
	 */
	private static final class DeniedException extends Exception {

		@Serial
		private static final long serialVersionUID = 1L;

		DeniedException(AuditStoreException cause) {
			super(cause);
		}

	}

}

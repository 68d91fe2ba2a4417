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

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * The ways in which a configuration of the audit trail can be wrong, each with what to
 * write instead.
 *
 * @author Identifiabl Contributors
 */
final class AuditFailures {

	private AuditFailures() {
	}

	static InvalidIdentifiablConfigurationException noDatabase() {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.store is jdbc, but there is no database to keep the audit trail in.",
				"Add spring-boot-starter-jdbc and configure a DataSource; if there are several, mark one as primary. "
						+ "Or set identifiabl.audit.store=memory if records need not outlive this process.");
	}

	static InvalidIdentifiablConfigurationException noTables(String prefix, String script) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.store is jdbc, but there are no tables whose names begin with '" + prefix + "'.",
				"Create them with the script '" + script + "', which Flyway and Liquibase can run as it is, or set "
						+ "identifiabl.audit.jdbc.initialize-schema=always.");
	}

	static InvalidIdentifiablConfigurationException missingRights(String dataSource, String what, List<String> grants) {
		return new InvalidIdentifiablConfigurationException(
				"The login of the " + dataSource + " must not " + what + " all tables of the audit trail.",
				"Have the owner of the tables run: " + String.join(" ", grants) + " The roles of "
						+ "io/identifiabl/audit/jdbc/grants-*.sql have these rights and no others.");
	}

	static InvalidIdentifiablConfigurationException excessRights(List<String> rights) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.jdbc.least-privilege is true, but the login of the audit trail may change or delete "
						+ "records: " + String.join(", ", rights) + ".",
				"Give it no other right than the role of a writer (io/identifiabl/audit/jdbc/grants-*.sql), and another "
						+ "login to a DataSource that @AuditMaintenanceDataSource qualifies, which erases and prunes.");
	}

	static InvalidIdentifiablConfigurationException unknownRights(Throwable reason) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.jdbc.least-privilege is true, but what the login of the audit trail may do could not "
						+ "be found out: " + reason.getMessage() + ".",
				"Let the login read the catalog of its database, or set identifiabl.audit.jdbc.least-privilege=false.");
	}

	static InvalidIdentifiablConfigurationException unreachable() {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.store is jdbc, but the database cannot be reached.",
				"Make the database available before the application starts.");
	}

	static InvalidIdentifiablConfigurationException unusablePrefix(String prefix) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.jdbc.table-prefix '" + prefix + "' is not the beginning of a table's name.",
				"Use letters, digits and underscores only, after the name of a schema and a dot if need be.");
	}

	static InvalidIdentifiablConfigurationException foreignLog(@Nullable String reason) {
		return new InvalidIdentifiablConfigurationException(
				"The log of the audit trail cannot be used: " + reason + ".",
				"Set identifiabl.audit.origin to the name that the log was begun with, or "
						+ "identifiabl.audit.jdbc.table-prefix to other tables. A later version's tables need a later "
						+ "version of this library.");
	}

	static InvalidIdentifiablConfigurationException unusableOrigin(String origin) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.origin '" + origin + "' cannot be the name of a log.",
				"Use a name without blanks and plus signs, such as memory-service or example.com/memories.");
	}

	static InvalidIdentifiablConfigurationException noSigner() {
		return new InvalidIdentifiablConfigurationException(
				"The audit trail is in a database that is not embedded, but there is no key to sign its states with.",
				"Create a key with `openssl genpkey -algorithm ed25519 -out audit-key.pem`, keep it where no "
						+ "administrator of the database can read it, and set "
						+ "identifiabl.audit.checkpoint.private-key=file:audit-key.pem on all nodes. Or declare a "
						+ "CheckpointSigner bean.");
	}

	static InvalidIdentifiablConfigurationException unusableKey(String property, @Nullable String reason) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.checkpoint." + property + " is no Ed25519 key in a PEM file: " + reason + ".",
				"Create one with `openssl genpkey -algorithm ed25519 -out audit-key.pem`, and set the property to its "
						+ "location, such as file:audit-key.pem.");
	}

	static InvalidIdentifiablConfigurationException exposedKey(Path file) {
		return new InvalidIdentifiablConfigurationException(
				"The key that signs the audit trail, " + file + ", can be read by others, or was put there by others.",
				"If nobody else has read it, make this process's user its owner and `chmod 600` it. Otherwise move it "
						+ "away, keep its vkey in identifiabl.audit.checkpoint.public-keys, and restart: another key is "
						+ "generated, and its change is recorded.");
	}

	static InvalidIdentifiablConfigurationException unusablePublicKey(String vkey) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.checkpoint.public-keys has an element that is no verifier key: " + vkey + ".",
				"Use the form that the start-up log shows, name+hash+key.");
	}

	static InvalidIdentifiablConfigurationException signerWithoutPublicKey() {
		return new InvalidIdentifiablConfigurationException(
				"There is a CheckpointSigner, but nothing says which public key belongs to it.",
				"Set identifiabl.audit.checkpoint.public-keys to its verifier key (vkey).");
	}

	static InvalidIdentifiablConfigurationException noWitnessKey() {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.checkpoint.witness-url is set, but nothing says which key the witness signs with.",
				"Set identifiabl.audit.checkpoint.witness-key to the verifier key (vkey) of the witness, name+hash+key, "
						+ "as its operator publishes it. Without it anybody could answer in its place.");
	}

	static InvalidIdentifiablConfigurationException noWitness() {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.checkpoint.witness-key is set, but there is no witness.",
				"Set identifiabl.audit.checkpoint.witness-url to the https URL of the witness (C2SP tlog-witness), or "
						+ "remove the key.");
	}

	static InvalidIdentifiablConfigurationException unusable(String property, String value, String expected) {
		return new InvalidIdentifiablConfigurationException("identifiabl.audit." + property + " is '" + value + "'.",
				"Set it to " + expected + ".");
	}

}

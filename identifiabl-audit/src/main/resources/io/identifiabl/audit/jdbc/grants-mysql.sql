-- Rights for the audit trail: run as an administrator, in the database of the tables, after schema-mysql.sql.
-- Then give the roles to logins, and make them active whenever these log in:
--   GRANT identifiabl_audit_writer TO 'app'@'%';              -- the DataSource of the application, or @AuditDataSource
--   GRANT identifiabl_audit_maintenance TO 'app_upkeep'@'%';  -- the one of @AuditMaintenanceDataSource
--   GRANT identifiabl_audit_reader TO 'auditor'@'%';
--   SET DEFAULT ROLE identifiabl_audit_writer FOR 'app'@'%';  -- MariaDB
--   SET DEFAULT ROLE identifiabl_audit_writer TO 'app'@'%';   -- MySQL 8
-- None of these logins may have rights to the whole database, such as ALL, DROP or DELETE.

CREATE ROLE IF NOT EXISTS identifiabl_audit_writer;
CREATE ROLE IF NOT EXISTS identifiabl_audit_maintenance;
CREATE ROLE IF NOT EXISTS identifiabl_audit_reader;

-- writes, signs, verifies and answers; neither changes nor deletes a record
GRANT SELECT, INSERT, UPDATE (size, frontier) ON identifiabl_audit_log TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_event TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_resource TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_tile TO identifiabl_audit_writer;
GRANT SELECT, INSERT, UPDATE (note, created) ON identifiabl_audit_checkpoint TO identifiabl_audit_writer;
GRANT SELECT, INSERT, UPDATE (node, ends_at, next_index) ON identifiabl_audit_turn TO identifiabl_audit_writer;

-- erases personal data and prunes; appends nothing, and changes no leaf
GRANT SELECT, UPDATE (first_index) ON identifiabl_audit_log TO identifiabl_audit_maintenance;
GRANT SELECT, UPDATE (personal, user_id, client_id, claimed, trace_id, email, address, client_claimed), DELETE ON identifiabl_audit_event TO identifiabl_audit_maintenance;
GRANT SELECT, DELETE ON identifiabl_audit_resource TO identifiabl_audit_maintenance;
GRANT SELECT, DELETE ON identifiabl_audit_checkpoint TO identifiabl_audit_maintenance;

-- only reads
GRANT SELECT ON identifiabl_audit_log TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_event TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_resource TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_tile TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_checkpoint TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_turn TO identifiabl_audit_reader;

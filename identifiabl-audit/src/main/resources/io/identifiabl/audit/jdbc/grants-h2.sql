-- Rights for the audit trail: run as an administrator, after schema-h2.sql. H2 knows no rights for columns, so that they
-- are wider than elsewhere. Then give the roles to users:
--   GRANT identifiabl_audit_writer TO app;              -- the DataSource of the application, or @AuditDataSource
--   GRANT identifiabl_audit_maintenance TO app_upkeep;  -- the one of @AuditMaintenanceDataSource
--   GRANT identifiabl_audit_reader TO auditor;
-- None of these users may be an administrator.

CREATE ROLE IF NOT EXISTS identifiabl_audit_writer;
CREATE ROLE IF NOT EXISTS identifiabl_audit_maintenance;
CREATE ROLE IF NOT EXISTS identifiabl_audit_reader;

-- writes, signs, verifies and answers; neither changes nor deletes a record
GRANT SELECT, INSERT, UPDATE ON identifiabl_audit_log TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_event TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_resource TO identifiabl_audit_writer;
GRANT SELECT, INSERT ON identifiabl_audit_tile TO identifiabl_audit_writer;
GRANT SELECT, INSERT, UPDATE ON identifiabl_audit_checkpoint TO identifiabl_audit_writer;
GRANT SELECT, INSERT, UPDATE ON identifiabl_audit_turn TO identifiabl_audit_writer;

-- erases personal data and prunes; appends nothing
GRANT SELECT, UPDATE ON identifiabl_audit_log TO identifiabl_audit_maintenance;
GRANT SELECT, UPDATE, DELETE ON identifiabl_audit_event TO identifiabl_audit_maintenance;
GRANT SELECT, DELETE ON identifiabl_audit_resource TO identifiabl_audit_maintenance;
GRANT SELECT, DELETE ON identifiabl_audit_checkpoint TO identifiabl_audit_maintenance;

-- only reads
GRANT SELECT ON identifiabl_audit_log TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_event TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_resource TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_tile TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_checkpoint TO identifiabl_audit_reader;
GRANT SELECT ON identifiabl_audit_turn TO identifiabl_audit_reader;

-- Rights for the audit trail: run as the owner of the tables, in their schema, after schema-postgresql.sql.
-- The owner needs CREATEROLE for the roles, or somebody creates them before. Then give the roles to logins:
--   GRANT identifiabl_audit_writer TO app;              -- the DataSource of the application, or @AuditDataSource
--   GRANT identifiabl_audit_maintenance TO app_upkeep;  -- the one of @AuditMaintenanceDataSource
--   GRANT identifiabl_audit_reader TO auditor;
-- None of these logins may own the tables or their schema.

DO $$
DECLARE
	role_name TEXT;
BEGIN
	FOREACH role_name IN ARRAY ARRAY['identifiabl_audit_writer', 'identifiabl_audit_maintenance', 'identifiabl_audit_reader']
	LOOP
		IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
			EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
		END IF;
		EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role_name);
	END LOOP;
END
$$;

-- writes, signs, verifies and answers; neither changes nor deletes a record
GRANT SELECT, INSERT ON identifiabl_audit_log, identifiabl_audit_event, identifiabl_audit_resource, identifiabl_audit_tile,
	identifiabl_audit_checkpoint, identifiabl_audit_turn TO identifiabl_audit_writer;
GRANT UPDATE (size, frontier) ON identifiabl_audit_log TO identifiabl_audit_writer;
GRANT UPDATE (note, created) ON identifiabl_audit_checkpoint TO identifiabl_audit_writer;
GRANT UPDATE (node, ends_at, next_index) ON identifiabl_audit_turn TO identifiabl_audit_writer;

-- erases personal data and prunes; appends nothing, and changes no leaf
GRANT SELECT ON identifiabl_audit_log, identifiabl_audit_event, identifiabl_audit_resource, identifiabl_audit_checkpoint
	TO identifiabl_audit_maintenance;
GRANT UPDATE (first_index) ON identifiabl_audit_log TO identifiabl_audit_maintenance;
GRANT UPDATE (personal, user_id, client_id, claimed, trace_id, email, address, client_claimed) ON identifiabl_audit_event TO identifiabl_audit_maintenance;
GRANT DELETE ON identifiabl_audit_event, identifiabl_audit_resource, identifiabl_audit_checkpoint
	TO identifiabl_audit_maintenance;

-- only reads
GRANT SELECT ON identifiabl_audit_log, identifiabl_audit_event, identifiabl_audit_resource, identifiabl_audit_tile,
	identifiabl_audit_checkpoint, identifiabl_audit_turn TO identifiabl_audit_reader;

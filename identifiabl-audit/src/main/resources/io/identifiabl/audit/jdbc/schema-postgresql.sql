CREATE TABLE IF NOT EXISTS identifiabl_audit_log (
	id INT NOT NULL PRIMARY KEY,
	origin VARCHAR(255) NOT NULL,
	size BIGINT NOT NULL,
	frontier BYTEA NOT NULL,
	first_index BIGINT NOT NULL,
	schema_version INT NOT NULL
);

CREATE TABLE IF NOT EXISTS identifiabl_audit_event (
	idx BIGINT NOT NULL PRIMARY KEY,
	event_id VARCHAR(48) NOT NULL UNIQUE,
	event_time TIMESTAMP(6) NOT NULL,
	stream VARCHAR(48) NOT NULL,
	seq BIGINT NOT NULL,
	type VARCHAR(255) NOT NULL,
	issuer VARCHAR(255),
	user_id VARCHAR(255),
	org_id VARCHAR(255),
	tenant VARCHAR(255),
	tool VARCHAR(255),
	client_id VARCHAR(255),
	claimed VARCHAR(255),
	decision VARCHAR(255),
	outcome VARCHAR(255),
	trace_id VARCHAR(255),
	email VARCHAR(255),
	address VARCHAR(255),
	client_claimed VARCHAR(255),
	route VARCHAR(255),
	reason VARCHAR(255),
	payload TEXT NOT NULL,
	personal TEXT,
	leaf_hash BYTEA NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS identifiabl_audit_event_ux1 ON identifiabl_audit_event (stream, seq);
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix1 ON identifiabl_audit_event (user_id, idx, issuer) WHERE user_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix2 ON identifiabl_audit_event (org_id, idx, issuer) WHERE org_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix3 ON identifiabl_audit_event (tool, idx) WHERE tool IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix4 ON identifiabl_audit_event (client_id, idx) WHERE client_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix5 ON identifiabl_audit_event (event_time);
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix6 ON identifiabl_audit_event (trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix7 ON identifiabl_audit_event (claimed) WHERE claimed IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix8 ON identifiabl_audit_event (type, idx);
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix9 ON identifiabl_audit_event (tenant, idx, issuer) WHERE tenant IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix10 ON identifiabl_audit_event (email, idx) WHERE email IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix11 ON identifiabl_audit_event (address, idx) WHERE address IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix12 ON identifiabl_audit_event (client_claimed, idx) WHERE client_claimed IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix13 ON identifiabl_audit_event (route, idx) WHERE route IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix14 ON identifiabl_audit_event (reason, idx) WHERE reason IS NOT NULL;
CREATE INDEX IF NOT EXISTS identifiabl_audit_event_ix15 ON identifiabl_audit_event (decision, idx);

CREATE TABLE IF NOT EXISTS identifiabl_audit_resource (
	idx BIGINT NOT NULL,
	resource VARCHAR(255) NOT NULL,
	PRIMARY KEY (resource, idx)
);

CREATE INDEX IF NOT EXISTS identifiabl_audit_resource_ix1 ON identifiabl_audit_resource (idx);

CREATE TABLE IF NOT EXISTS identifiabl_audit_tile (
	level INT NOT NULL,
	n BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	PRIMARY KEY (level, n)
);

CREATE TABLE IF NOT EXISTS identifiabl_audit_checkpoint (
	size BIGINT NOT NULL PRIMARY KEY,
	note TEXT NOT NULL,
	created TIMESTAMP(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS identifiabl_audit_turn (
	id INT NOT NULL PRIMARY KEY,
	node VARCHAR(255) NOT NULL,
	ends_at BIGINT NOT NULL,
	next_index BIGINT NOT NULL
);

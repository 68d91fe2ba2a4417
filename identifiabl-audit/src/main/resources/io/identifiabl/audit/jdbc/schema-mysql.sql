CREATE TABLE IF NOT EXISTS identifiabl_audit_log (
	id INT NOT NULL PRIMARY KEY,
	origin VARCHAR(255) NOT NULL,
	size BIGINT NOT NULL,
	frontier VARBINARY(2048) NOT NULL,
	first_index BIGINT NOT NULL,
	schema_version INT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_audit_event (
	idx BIGINT NOT NULL PRIMARY KEY,
	event_id VARCHAR(48) NOT NULL UNIQUE,
	event_time DATETIME(6) NOT NULL,
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
	payload MEDIUMTEXT NOT NULL,
	personal MEDIUMTEXT,
	leaf_hash VARBINARY(2048) NOT NULL,
	UNIQUE INDEX identifiabl_audit_event_ux1 (stream, seq),
	INDEX identifiabl_audit_event_ix1 (user_id, idx, issuer),
	INDEX identifiabl_audit_event_ix2 (org_id, idx, issuer),
	INDEX identifiabl_audit_event_ix3 (tool, idx),
	INDEX identifiabl_audit_event_ix4 (client_id, idx),
	INDEX identifiabl_audit_event_ix5 (event_time),
	INDEX identifiabl_audit_event_ix6 (trace_id),
	INDEX identifiabl_audit_event_ix7 (claimed),
	INDEX identifiabl_audit_event_ix8 (type, idx),
	INDEX identifiabl_audit_event_ix9 (tenant, idx, issuer),
	INDEX identifiabl_audit_event_ix10 (email, idx),
	INDEX identifiabl_audit_event_ix11 (address, idx),
	INDEX identifiabl_audit_event_ix12 (client_claimed, idx),
	INDEX identifiabl_audit_event_ix13 (route, idx),
	INDEX identifiabl_audit_event_ix14 (reason, idx),
	INDEX identifiabl_audit_event_ix15 (decision, idx)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_audit_resource (
	idx BIGINT NOT NULL,
	resource VARCHAR(255) NOT NULL,
	PRIMARY KEY (resource, idx),
	INDEX identifiabl_audit_resource_ix1 (idx)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_audit_tile (
	level INT NOT NULL,
	n BIGINT NOT NULL,
	hash VARBINARY(2048) NOT NULL,
	PRIMARY KEY (level, n)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_audit_checkpoint (
	size BIGINT NOT NULL PRIMARY KEY,
	note TEXT NOT NULL,
	created DATETIME(6) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_audit_turn (
	id INT NOT NULL PRIMARY KEY,
	node VARCHAR(255) NOT NULL,
	ends_at BIGINT NOT NULL,
	next_index BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS identifiabl_token_revocation (
	id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	kind VARCHAR(16) NOT NULL,
	issuer VARCHAR(1024) NOT NULL,
	revoked_value VARCHAR(1024) NOT NULL,
	revoked_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS identifiabl_token_revocation_ix1 ON identifiabl_token_revocation (expires_at);

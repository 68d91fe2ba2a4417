CREATE TABLE IF NOT EXISTS identifiabl_token_revocation (
	id BIGINT NOT NULL AUTO_INCREMENT,
	kind VARCHAR(16) NOT NULL,
	issuer VARCHAR(1024) NOT NULL,
	revoked_value VARCHAR(1024) NOT NULL,
	revoked_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	PRIMARY KEY (id),
	INDEX identifiabl_token_revocation_ix1 (expires_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4;

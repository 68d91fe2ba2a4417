create table if not exists memory (
	id uuid primary key,
	-- both say who the owner is: user ids repeat between issuers
	issuer varchar(2048) not null,
	user_id varchar(1024) not null,
	memory_text varchar(2000) not null,
	emotion varchar(50),
	captured_at timestamp(6) with time zone not null
);

create index if not exists memory_of_owner on memory (issuer, user_id, captured_at);

-- Secrets of users, never in the log: argon2id hash of the password (one_time: made by an administrator, to be
-- changed at first use, good until expires_at), TOTP secret (sealed where a key is set) and last counter used.
-- Instants are microseconds since 1970, UTC.
CREATE TABLE credentials (
    user_id text PRIMARY KEY,
    password text,
    one_time boolean NOT NULL DEFAULT false,
    expires_at bigint,
    totp blob,
    totp_counter bigint
) WITHOUT ROWID;

-- Sessions by the SHA-256 of their id; rights: the version of the access stream that last touched the user.
CREATE TABLE sessions (
    sha256 text PRIMARY KEY,
    user_id text NOT NULL,
    rights bigint NOT NULL,
    second_factor boolean NOT NULL,
    by_provider boolean NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL,
    source text NOT NULL
) WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id);

-- Of a token only the SHA-256 of its secret and its last use; whose it is and for what stands in the log.
CREATE TABLE tokens (
    id text PRIMARY KEY,
    sha256 text NOT NULL,
    used_at bigint
) WITHOUT ROWID;

-- Failed sign-ins by account and by source (both as keyed hashes); rows of the past day.
CREATE TABLE sign_in_failures (
    name text PRIMARY KEY,
    failures bigint NOT NULL,
    failed_at bigint NOT NULL,
    paused_until bigint NOT NULL
) WITHOUT ROWID;

CREATE INDEX sign_in_failures_by_time ON sign_in_failures (failed_at);

-- Sign-ins through another provider that were begun: what its answer has to be checked against.
CREATE TABLE provider_sign_ins (
    state text PRIMARY KEY,
    browser text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    expires_at bigint NOT NULL
) WITHOUT ROWID;

-- Random keys of this database, by what they are for.
CREATE TABLE access_keys (
    name text PRIMARY KEY,
    secret blob NOT NULL
) WITHOUT ROWID;

-- Attempts and how they ended ("done" or the code of the refusal); equal ones of a minute are one row with a count.
CREATE TABLE access_record (
    number integer PRIMARY KEY AUTOINCREMENT,
    at bigint NOT NULL,
    user_id text,
    action text NOT NULL,
    cluster text,
    outcome text NOT NULL,
    source text,
    count bigint NOT NULL CHECK (count > 0)
);

CREATE TRIGGER access_record_no_update BEFORE UPDATE ON access_record
BEGIN SELECT RAISE(ABORT, 'the access record is never changed'); END;

CREATE TRIGGER access_record_no_delete BEFORE DELETE ON access_record
BEGIN SELECT RAISE(ABORT, 'the access record is never deleted'); END;

CREATE TRIGGER access_record_once BEFORE INSERT ON access_record
WHEN EXISTS (SELECT 1 FROM access_record WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'an attempt is recorded once'); END;

-- Secrets of users, never in the log: argon2id hash of the password (one_time: made by an administrator, to be
-- changed at first use, good until expires_at), TOTP secret (sealed where a key is set) and last counter used.
-- Instants are microseconds since 1970, UTC.
CREATE TABLE credentials (
    user_id text COLLATE "C" PRIMARY KEY,
    password text,
    one_time boolean NOT NULL DEFAULT false,
    expires_at bigint,
    totp bytea,
    totp_counter bigint
);

-- Sessions by the SHA-256 of their id; rights: the version of the access stream that last touched the user.
CREATE TABLE sessions (
    sha256 text COLLATE "C" PRIMARY KEY,
    user_id text COLLATE "C" NOT NULL,
    rights bigint NOT NULL,
    second_factor boolean NOT NULL,
    by_provider boolean NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL,
    source text NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);

-- Of a token only the SHA-256 of its secret and its last use; whose it is and for what stands in the log.
CREATE TABLE tokens (
    id text COLLATE "C" PRIMARY KEY,
    sha256 text COLLATE "C" NOT NULL,
    used_at bigint
);

-- Failed sign-ins by account and by source (both as keyed hashes); rows of the past day.
CREATE TABLE sign_in_failures (
    name text COLLATE "C" PRIMARY KEY,
    failures bigint NOT NULL,
    failed_at bigint NOT NULL,
    paused_until bigint NOT NULL
);

CREATE INDEX sign_in_failures_by_time ON sign_in_failures (failed_at);

-- Sign-ins through another provider that were begun: what its answer has to be checked against.
CREATE TABLE provider_sign_ins (
    state text COLLATE "C" PRIMARY KEY,
    browser text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    expires_at bigint NOT NULL
);

-- Random keys of this database, by what they are for.
CREATE TABLE access_keys (
    name text COLLATE "C" PRIMARY KEY,
    secret bytea NOT NULL
);

-- Attempts and how they ended ("done" or the code of the refusal); equal ones of a minute are one row with a count.
CREATE TABLE access_record (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    user_id text,
    action text NOT NULL,
    cluster text,
    outcome text NOT NULL,
    source text,
    count bigint NOT NULL CHECK (count > 0)
);

CREATE TRIGGER access_record_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON credentials, sessions, tokens, sign_in_failures, provider_sign_ins, access_keys
    TO cluster_monitor_app;

GRANT SELECT, INSERT ON access_record TO cluster_monitor_app;

-- The exact bytes of each text of law that was used, under its hash ("sha256:<hex>" of the bytes).
-- kind: rulebook, statutes, notices (all holiday notices and overrides known to the service), calendar (one edition).
CREATE TABLE law_texts (
    sha256 text COLLATE "C" CONSTRAINT law_texts_hash PRIMARY KEY
        CHECK (sha256 = 'sha256:' || encode(sha256(content), 'hex')),
    kind text NOT NULL CHECK (kind IN ('rulebook', 'statutes', 'notices', 'calendar')),
    content bytea NOT NULL
);

-- From which instant (microseconds since 1970, UTC) a programme was judged by which edition.
CREATE TABLE adoptions (
    number bigint CONSTRAINT adoptions_number PRIMARY KEY,
    programme text NOT NULL,
    edition text NOT NULL,
    rulebook_sha256 text COLLATE "C" NOT NULL REFERENCES law_texts (sha256),
    statutes_sha256 text COLLATE "C" NOT NULL REFERENCES law_texts (sha256),
    adopted_at bigint NOT NULL
);

-- Signed notes (C2SP) over the log, as their signer handed them in; the copies that count are held outside.
CREATE TABLE checkpoints (
    origin text NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    CONSTRAINT checkpoints_size PRIMARY KEY (origin, size)
);

-- RFC 3161 time stamps over checkpoints, in DER.
CREATE TABLE time_stamps (
    origin text NOT NULL,
    size bigint NOT NULL,
    number bigint NOT NULL,
    token bytea NOT NULL,
    CONSTRAINT time_stamps_number PRIMARY KEY (origin, size, number),
    FOREIGN KEY (origin, size) REFERENCES checkpoints (origin, size)
);

CREATE TRIGGER law_texts_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON law_texts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER adoptions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON adoptions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER checkpoints_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER time_stamps_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON time_stamps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON law_texts, adoptions, checkpoints, time_stamps TO cluster_monitor_app;

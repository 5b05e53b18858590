-- The exact bytes of each text of law that was used, under its hash ("sha256:<hex>" of the bytes).
-- kind: rulebook, statutes, notices (all holiday notices and overrides known to the service), calendar (one edition).
CREATE TABLE law_texts (
    sha256 TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('rulebook', 'statutes', 'notices', 'calendar')),
    content BLOB NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER law_texts_no_update BEFORE UPDATE ON law_texts
BEGIN SELECT RAISE(ABORT, 'law texts are never changed'); END;

CREATE TRIGGER law_texts_no_delete BEFORE DELETE ON law_texts
BEGIN SELECT RAISE(ABORT, 'law texts are never deleted'); END;

-- INSERT OR REPLACE deletes without a trigger; INSERT OR IGNORE of what is there does nothing and is let pass.
CREATE TRIGGER law_texts_once BEFORE INSERT ON law_texts
WHEN EXISTS (SELECT 1 FROM law_texts WHERE sha256 = NEW.sha256 AND (content <> NEW.content OR kind <> NEW.kind))
BEGIN SELECT RAISE(ABORT, 'a law text is stored once'); END;

-- From which instant (microseconds since 1970, UTC) a programme was judged by which edition.
CREATE TABLE adoptions (
    number INTEGER PRIMARY KEY,
    programme TEXT NOT NULL,
    edition TEXT NOT NULL,
    rulebook_sha256 TEXT NOT NULL REFERENCES law_texts (sha256),
    statutes_sha256 TEXT NOT NULL REFERENCES law_texts (sha256),
    adopted_at INTEGER NOT NULL
);

CREATE TRIGGER adoptions_no_update BEFORE UPDATE ON adoptions
BEGIN SELECT RAISE(ABORT, 'adoptions are never changed'); END;

CREATE TRIGGER adoptions_no_delete BEFORE DELETE ON adoptions
BEGIN SELECT RAISE(ABORT, 'adoptions are never deleted'); END;

CREATE TRIGGER adoptions_rise BEFORE INSERT ON adoptions
WHEN NEW.number <> (SELECT coalesce(max(number), 0) FROM adoptions) + 1
BEGIN SELECT RAISE(ABORT, 'adoptions are numbered one after the other'); END;

-- Signed notes (C2SP) over the log, as their signer handed them in; the copies that count are held outside.
CREATE TABLE checkpoints (
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT checkpoints_size PRIMARY KEY (origin, size)
);

CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;

CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;

CREATE TRIGGER checkpoints_once BEFORE INSERT ON checkpoints
WHEN EXISTS (SELECT 1 FROM checkpoints WHERE origin = NEW.origin AND size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is stored once'); END;

-- RFC 3161 time stamps over checkpoints, in DER.
CREATE TABLE time_stamps (
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    number INTEGER NOT NULL,
    token BLOB NOT NULL,
    PRIMARY KEY (origin, size, number),
    FOREIGN KEY (origin, size) REFERENCES checkpoints (origin, size)
);

CREATE TRIGGER time_stamps_no_update BEFORE UPDATE ON time_stamps
BEGIN SELECT RAISE(ABORT, 'time stamps are never changed'); END;

CREATE TRIGGER time_stamps_no_delete BEFORE DELETE ON time_stamps
BEGIN SELECT RAISE(ABORT, 'time stamps are never deleted'); END;

CREATE TRIGGER time_stamps_once BEFORE INSERT ON time_stamps
WHEN EXISTS (SELECT 1 FROM time_stamps WHERE origin = NEW.origin AND size = NEW.size AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a time stamp is stored once'); END;

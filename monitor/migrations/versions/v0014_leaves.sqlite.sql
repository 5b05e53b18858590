-- recorded_at: microseconds since 1970, UTC. leaf_*: the leaf of the event in either tree (RFC 9162), and
-- the position that it was made for, so that a row that is moved shows it.
CREATE TABLE sealed_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    originator_id TEXT NOT NULL,
    originator_version INTEGER NOT NULL CHECK (originator_version >= 0),
    topic TEXT NOT NULL,
    key TEXT,
    recorded_at INTEGER NOT NULL,
    leaf_position INTEGER NOT NULL,
    leaf_sha256 BLOB NOT NULL CHECK (length(leaf_sha256) = 32),
    leaf_sm3 BLOB NOT NULL CHECK (length(leaf_sm3) = 32),
    state BLOB NOT NULL,
    CONSTRAINT events_version UNIQUE (originator_id, originator_version)
);

INSERT INTO sealed_events
SELECT events.position, originator_id, originator_version, topic, key, recorded_at,
       seals.position, substr(sha256, 1, 32), substr(sm3, 1, 32), state
  FROM events JOIN seals ON seals.position = events.position ORDER BY events.position;

DROP TABLE events;

DROP TABLE seals;

ALTER TABLE sealed_events RENAME TO events;

CREATE UNIQUE INDEX events_key ON events (key) WHERE key IS NOT NULL;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- INSERT OR REPLACE deletes without a trigger: so nothing that is there may be inserted again.
CREATE TRIGGER events_rise BEFORE INSERT ON events
BEGIN SELECT CASE
    WHEN NEW.position <= (SELECT coalesce(max(position), 0) FROM events)
    THEN RAISE(ABORT, 'positions only rise, and are stated')
    WHEN EXISTS (SELECT 1 FROM events
                  WHERE originator_id = NEW.originator_id AND originator_version = NEW.originator_version)
    THEN RAISE(ABORT, 'version is recorded')
    WHEN NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM events WHERE key = NEW.key)
    THEN RAISE(ABORT, 'key is recorded')
END; END;

CREATE TRIGGER gaps_no_update BEFORE UPDATE ON gaps
BEGIN SELECT RAISE(ABORT, 'gaps are never changed'); END;

CREATE TRIGGER gaps_no_delete BEFORE DELETE ON gaps
BEGIN SELECT RAISE(ABORT, 'gaps are never deleted'); END;

CREATE TRIGGER gaps_rise BEFORE INSERT ON gaps
WHEN NEW.first <= (SELECT coalesce(max(last), 0) FROM gaps)
  OR EXISTS (SELECT 1 FROM events WHERE position BETWEEN NEW.first AND NEW.last)
BEGIN SELECT RAISE(ABORT, 'gaps rise, and hold no event'); END;

-- The last position that was ever given; SQLite itself counts it on.
CREATE VIEW log_ends AS SELECT seq AS position FROM sqlite_sequence WHERE name = 'events';

-- Of either tree the nodes over 256, 65,536 and 16,777,216 leaves: number n of a level stands for the
-- leaves from n << level on. They can be computed from the leaves; kept, they make roots and proofs quick.
CREATE TABLE tiles (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    sm3 BLOB NOT NULL CHECK (length(sm3) = 32),
    PRIMARY KEY (level, number)
) WITHOUT ROWID;

CREATE TRIGGER tiles_no_update BEFORE UPDATE ON tiles
BEGIN SELECT RAISE(ABORT, 'tiles are never changed'); END;

CREATE TRIGGER tiles_no_delete BEFORE DELETE ON tiles
BEGIN SELECT RAISE(ABORT, 'tiles are never deleted'); END;

CREATE TRIGGER tiles_rise BEFORE INSERT ON tiles
WHEN NEW.number <> (SELECT coalesce(max(number) + 1, 0) FROM tiles WHERE level = NEW.level)
BEGIN SELECT RAISE(ABORT, 'tiles are added one after the other'); END;

-- recorded_at: microseconds since 1970, UTC
CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    originator_id TEXT NOT NULL,
    originator_version INTEGER NOT NULL CHECK (originator_version >= 0),
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    key TEXT,
    recorded_at INTEGER NOT NULL,
    CONSTRAINT events_version UNIQUE (originator_id, originator_version)
);

CREATE UNIQUE INDEX events_key ON events (key) WHERE key IS NOT NULL;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- INSERT OR REPLACE deletes without a trigger: so nothing that is there may be inserted again.
CREATE TRIGGER events_rise BEFORE INSERT ON events
WHEN NEW.position <= (SELECT coalesce(max(position), 0) FROM events)
BEGIN SELECT RAISE(ABORT, 'positions only rise, and are stated'); END;

CREATE TRIGGER events_version_free BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events
              WHERE originator_id = NEW.originator_id AND originator_version = NEW.originator_version)
BEGIN SELECT RAISE(ABORT, 'version is recorded'); END;

CREATE TRIGGER events_key_free BEFORE INSERT ON events
WHEN NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM events WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'key is recorded'); END;

CREATE TABLE database_facts (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    created_at INTEGER NOT NULL,
    simulation BOOLEAN NOT NULL,
    schema_note TEXT NOT NULL
);

CREATE TRIGGER database_facts_no_update BEFORE UPDATE ON database_facts
BEGIN SELECT RAISE(ABORT, 'database facts are never changed'); END;

CREATE TRIGGER database_facts_no_delete BEFORE DELETE ON database_facts
BEGIN SELECT RAISE(ABORT, 'database facts are never deleted'); END;

CREATE TRIGGER database_facts_once BEFORE INSERT ON database_facts
WHEN EXISTS (SELECT 1 FROM database_facts)
BEGIN SELECT RAISE(ABORT, 'database facts are stated once'); END;

-- Of each position the nodes of the RFC 9162 tree that its leaf completes, the leaf first, 32 bytes each.
-- A position without an event (left out of a restored export) is sealed as an empty leaf.
CREATE TABLE seals (
    position INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL,
    sm3 BLOB NOT NULL
);

CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;

CREATE TRIGGER seals_rise BEFORE INSERT ON seals
WHEN NEW.position <> (SELECT coalesce(max(position), 0) FROM seals) + 1
BEGIN SELECT RAISE(ABORT, 'every position is sealed, one after the other'); END;

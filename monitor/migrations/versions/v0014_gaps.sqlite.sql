-- Positions without an event (left out of a restored export): empty leaves of the trees.
CREATE TABLE gaps (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL CHECK (first >= 1 AND last >= first)
);

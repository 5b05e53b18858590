-- Nobody writes while the table of events is made anew, however long that takes.
SET LOCAL statement_timeout = 0;

SELECT pg_advisory_xact_lock('{schema}.events'::regclass::oid::bigint);

LOCK TABLE events, seals IN ACCESS EXCLUSIVE MODE;

-- Positions without an event (left out of a restored export): empty leaves of the trees.
CREATE TABLE gaps (
    first bigint CONSTRAINT gaps_first PRIMARY KEY,
    last bigint NOT NULL,
    CONSTRAINT gaps_order CHECK (first >= 1 AND last >= first)
);

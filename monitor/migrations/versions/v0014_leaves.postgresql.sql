-- recorded_at: microseconds since 1970, UTC. leaf_*: the leaf of the event in either tree (RFC 9162), and
-- the position that it was made for, so that a row that is moved shows it.
CREATE TABLE sealed_events (
    position bigint NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version >= 0),
    recorded_at bigint NOT NULL,
    leaf_position bigint NOT NULL,
    leaf_sha256 bytea NOT NULL CONSTRAINT events_sha256 CHECK (octet_length(leaf_sha256) = 32),
    leaf_sm3 bytea NOT NULL CONSTRAINT events_sm3 CHECK (octet_length(leaf_sm3) = 32),
    originator_id text COLLATE "C" NOT NULL,
    topic text NOT NULL,
    key text COLLATE "C",
    state bytea NOT NULL
);

INSERT INTO sealed_events
SELECT events.position, originator_version, recorded_at,
       seals.position, substr(sha256, 1, 32), substr(sm3, 1, 32), originator_id, topic, key, state
  FROM events JOIN seals ON seals.position = events.position ORDER BY events.position;

DROP TABLE events;

DROP FUNCTION append_cluster_events(text[], bigint[], text[], bigint[], text[], bytea[], text[], bigint[], bigint[],
                                    boolean, bigint, bytea, bytea[], bytea[]);

DROP FUNCTION lock_cluster_log;

DROP TABLE seals;

ALTER TABLE sealed_events RENAME TO events;

ALTER TABLE events ADD CONSTRAINT events_position PRIMARY KEY (position),
                   ADD CONSTRAINT events_version UNIQUE (originator_id, originator_version);

CREATE UNIQUE INDEX events_key ON events (key) WHERE key IS NOT NULL;

-- The last position of each call: what was given once is never given again, and an end that is cut off shows.
CREATE TABLE log_ends (position bigint CONSTRAINT log_ends_position PRIMARY KEY);

INSERT INTO log_ends SELECT max(position) FROM events HAVING max(position) IS NOT NULL;

-- Of either tree the nodes over 256, 65,536 and 16,777,216 leaves: number n of a level stands for the
-- leaves from n << level on. They can be computed from the leaves; kept, they make roots and proofs quick.
CREATE TABLE tiles (
    level bigint NOT NULL,
    number bigint NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT tiles_sha256 CHECK (octet_length(sha256) = 32),
    sm3 bytea NOT NULL CONSTRAINT tiles_sm3 CHECK (octet_length(sm3) = 32),
    CONSTRAINT tiles_number PRIMARY KEY (level, number)
);

CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER gaps_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON gaps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER log_ends_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER tiles_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The only way into the log. It runs with the rights of its owner, one call at a time; the lock is
-- held until the commit is visible, so that whoever reads by position misses nothing. Everything
-- outside pg_catalog is named with its schema: nobody can put another thing of that name before it.
-- A leaf does not depend on what was recorded before, so that one call is enough, whoever else writes.
-- Rows with places of their own are a restore: the log was empty when this transaction began; the places
-- between are noted as gaps. Returned is the position before the first one.
CREATE FUNCTION append_cluster_events(
    streams text[], expected bigint[],
    ids text[], versions bigint[], topics text[], keys text[], instants bigint[],
    leaves_sha256 bytea[], leaves_sm3 bytea[], states bytea[], places bigint[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last_position bigint;
    last_instant bigint;
    changed text;
BEGIN
    PERFORM pg_advisory_xact_lock('{schema}.events'::regclass::oid::bigint);
    SELECT stream INTO changed FROM unnest(streams, expected) AS e (stream, version)
     WHERE version <> coalesce(
         (SELECT max(originator_version) FROM {schema}.events WHERE originator_id = stream), 0) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'stream has changed', DETAIL = changed, ERRCODE = 'CM001';
    END IF;
    SELECT position, recorded_at INTO last_position, last_instant FROM {schema}.events ORDER BY position DESC LIMIT 1;
    IF instants[1] < last_instant THEN
        RAISE EXCEPTION USING MESSAGE = 'clock before last record', DETAIL = last_instant::text, ERRCODE = 'CM002';
    END IF;
    last_position := greatest(last_position, (SELECT max(position) FROM {schema}.log_ends), 0);
    IF places IS NOT NULL THEN
        IF EXISTS (
            SELECT 1 FROM (SELECT xmin FROM {schema}.events ORDER BY position LIMIT 1) AS first
             WHERE xmin <> pg_current_xact_id()::xid)
        THEN
            RAISE EXCEPTION USING MESSAGE = 'log is in use', DETAIL = last_position::text, ERRCODE = 'CM003';
        END IF;
        INSERT INTO {schema}.gaps
        SELECT coalesce(before, last_position) + 1, place - 1
          FROM (SELECT place, lag(place) OVER (ORDER BY n) AS before
                  FROM unnest(places) WITH ORDINALITY AS p (place, n)) AS pairs
         WHERE place <> coalesce(before, last_position) + 1;
    END IF;
    INSERT INTO {schema}.events
        (position, originator_version, recorded_at, leaf_position, leaf_sha256, leaf_sm3,
         originator_id, topic, key, state)
    SELECT coalesce(place, last_position + n), version, instant, coalesce(place, last_position + n),
           leaf_sha256, leaf_sm3, id, topic, key, state
      FROM unnest(ids, versions, topics, keys, instants, leaves_sha256, leaves_sm3, states, places) WITH ORDINALITY
        AS rows (id, version, topic, key, instant, leaf_sha256, leaf_sm3, state, place, n);
    INSERT INTO {schema}.log_ends VALUES (coalesce(places[cardinality(ids)], last_position + cardinality(ids)));
    RETURN last_position;
END $$;

REVOKE ALL ON FUNCTION append_cluster_events FROM PUBLIC;

GRANT EXECUTE ON FUNCTION append_cluster_events TO cluster_monitor_app;

GRANT SELECT ON events, gaps, log_ends, tiles TO cluster_monitor_app;

GRANT INSERT ON tiles TO cluster_monitor_app;

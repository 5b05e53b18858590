-- Made by, and owned by, cluster_monitor_owner. recorded_at: microseconds since 1970, UTC.
CREATE TABLE events (
    position bigint CONSTRAINT events_position PRIMARY KEY,
    originator_id text COLLATE "C" NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version >= 0),
    topic text NOT NULL,
    state bytea NOT NULL,
    key text COLLATE "C",
    recorded_at bigint NOT NULL,
    CONSTRAINT events_version UNIQUE (originator_id, originator_version)
);

CREATE UNIQUE INDEX events_key ON events (key) WHERE key IS NOT NULL;

CREATE TABLE database_facts (
    one integer PRIMARY KEY CHECK (one = 1),
    created_at bigint NOT NULL,
    simulation boolean NOT NULL,
    schema_note text NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' are never changed or deleted', ERRCODE = 'CM004';
END $$;

CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER database_facts_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON database_facts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The only way into the log. It runs with the rights of its owner, one call at a time; the lock is
-- held until the commit is visible, so that whoever reads by position misses nothing. Everything
-- outside pg_catalog is named with its schema: nobody can put another thing of that name before it.
-- Rows with places of their own are a restore: the log was empty when this transaction began.
CREATE FUNCTION append_cluster_events(
    streams text[], expected bigint[],
    ids text[], versions bigint[], topics text[], states bytea[], keys text[], instants bigint[], places bigint[]
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
    IF places IS NOT NULL AND EXISTS (
        SELECT 1 FROM (SELECT xmin FROM {schema}.events ORDER BY position LIMIT 1) AS first
         WHERE xmin <> pg_current_xact_id()::xid)
    THEN
        RAISE EXCEPTION USING MESSAGE = 'log is in use', DETAIL = last_position::text, ERRCODE = 'CM003';
    END IF;
    INSERT INTO {schema}.events
        (position, originator_id, originator_version, topic, state, key, recorded_at)
    SELECT coalesce(place, coalesce(last_position, 0) + n), id, version, topic, state, key, instant
      FROM unnest(ids, versions, topics, states, keys, instants, places) WITH ORDINALITY
        AS rows (id, version, topic, state, key, instant, place, n);
    RETURN coalesce(last_position, 0) + 1;
END $$;

REVOKE ALL ON FUNCTION append_cluster_events FROM PUBLIC;

GRANT EXECUTE ON FUNCTION append_cluster_events TO cluster_monitor_app;

GRANT SELECT ON events, database_facts, alembic_version TO cluster_monitor_app;

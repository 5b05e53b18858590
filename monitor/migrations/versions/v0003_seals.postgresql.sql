-- Of each position the nodes of the RFC 9162 tree that its leaf completes, the leaf first, 32 bytes each.
-- A position without an event (left out of a restored export) is sealed as an empty leaf.
CREATE TABLE seals (
    position bigint CONSTRAINT seals_position PRIMARY KEY,
    sha256 bytea NOT NULL,
    sm3 bytea NOT NULL
);

CREATE TRIGGER seals_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The log held until the end of the transaction, and the seals at the peaks of the tree, from left to right:
-- whoever appends makes the seals, for PostgreSQL has no SM3. A plan made while the table was small stays in
-- use, so it must not be one that reads the whole table.
CREATE FUNCTION lock_cluster_log() RETURNS SETOF {schema}.seals
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    peak bigint;
    peaks bigint[] := '{}';
BEGIN
    PERFORM pg_advisory_xact_lock('{schema}.events'::regclass::oid::bigint);
    SELECT max(position) INTO peak FROM {schema}.seals;
    WHILE peak > 0 LOOP
        peaks := peak || peaks;
        peak := peak & (peak - 1);
    END LOOP;
    RETURN QUERY SELECT * FROM {schema}.seals WHERE position = ANY (peaks) ORDER BY position;
END $$;

DROP FUNCTION append_cluster_events(text[], bigint[], text[], bigint[], text[], bytea[], text[], bigint[], bigint[]);

-- The only way into the log, now with a seal of each position up to the last one: no event is stored unsealed.
-- It takes the lock itself too: who knows the last peak (of SHA-256) from before need not ask for it again.
CREATE FUNCTION append_cluster_events(
    streams text[], expected bigint[],
    ids text[], versions bigint[], topics text[], states bytea[], keys text[], instants bigint[], places bigint[],
    restoring boolean, known_size bigint, known_peak bytea, seals_sha256 bytea[], seals_sm3 bytea[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last_position bigint;
    last_instant bigint;
    sealed bigint;
    peak bytea;
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
    IF restoring AND EXISTS (
        SELECT 1 FROM (SELECT xmin FROM {schema}.events ORDER BY position LIMIT 1) AS first
         WHERE xmin <> pg_current_xact_id()::xid)
    THEN
        RAISE EXCEPTION USING MESSAGE = 'log is in use', DETAIL = last_position::text, ERRCODE = 'CM003';
    END IF;
    SELECT position, substr(sha256, octet_length(sha256) - 31) INTO sealed, peak
      FROM {schema}.seals ORDER BY position DESC LIMIT 1;
    sealed := coalesce(sealed, 0);
    IF (coalesce(last_position, 0) <= sealed AND known_size = sealed AND known_peak = coalesce(peak, '')
        AND places[1] > sealed AND places[cardinality(ids)] = sealed + cardinality(seals_sha256)
        AND cardinality(seals_sha256) = cardinality(seals_sm3)) IS NOT TRUE
       OR EXISTS (SELECT 1 FROM unnest(places) WITH ORDINALITY AS p (place, n) WHERE place <= places[n - 1])
    THEN
        RAISE EXCEPTION USING MESSAGE = 'seals do not go on where the log ends', ERRCODE = 'CM005';
    END IF;
    INSERT INTO {schema}.events
        (position, originator_id, originator_version, topic, state, key, recorded_at)
    SELECT place, id, version, topic, state, key, instant
      FROM unnest(ids, versions, topics, states, keys, instants, places)
        AS rows (id, version, topic, state, key, instant, place);
    INSERT INTO {schema}.seals (position, sha256, sm3)
    SELECT sealed + n, first, second
      FROM unnest(seals_sha256, seals_sm3) WITH ORDINALITY AS made (first, second, n);
END $$;

REVOKE ALL ON FUNCTION lock_cluster_log, append_cluster_events FROM PUBLIC;

GRANT EXECUTE ON FUNCTION lock_cluster_log, append_cluster_events TO cluster_monitor_app;

GRANT SELECT ON seals TO cluster_monitor_app;

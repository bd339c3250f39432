-- What the view over all contracts of several customers says of each: kept by those who write assignments, by triggers,
-- never counted on a page. Its twin is ../sqlite/0027_counts_of_contracts.sql.

-- People with an access at the contract, each once, by where they stand with the customer, and those whose mail failed.
ALTER TABLE contracts ADD COLUMN invited_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN active_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN suspended_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN expired_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN failed_mail_count BIGINT NOT NULL DEFAULT 0;
-- Sites at which these people are.
ALTER TABLE contracts ADD COLUMN site_count BIGINT NOT NULL DEFAULT 0;
-- When the last import that stands brought or changed something at it.
ALTER TABLE contracts ADD COLUMN imported_at BIGINT;

-- How many assignments at a contract come to their next end at a moment. What is near is a matter of the moment at which
-- somebody looks.
CREATE TABLE contract_ends (
    customer_id     UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    ends_at         BIGINT  NOT NULL,
    assignments     BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, contract_id, ends_at),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
);

-- How many people came in for the first time, by contract of theirs and week: an event, which no removal undoes. A week is
-- its Monday in the portal's zone, as in 2026-11-23.
CREATE TABLE contract_activations (
    customer_id     UUID    NOT NULL,
    week            TEXT COLLATE "C" NOT NULL,
    contract_id     UUID    NOT NULL,
    people          BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, week, contract_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
);

-- The same of all contracts of a customer together, for whoever sees them all: a year of them is too much to add up on a page.
CREATE TABLE customer_activations (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    week            TEXT COLLATE "C" NOT NULL,
    people          BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, week)
);

-- At which contracts an import brought or changed something.
CREATE TABLE import_contracts (
    customer_id     UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    import_id       UUID    NOT NULL,
    PRIMARY KEY (customer_id, contract_id, import_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id)
);

CREATE INDEX import_contracts_by_import ON import_contracts (customer_id, import_id);
CREATE INDEX advanced_users_by_user ON advanced_users (user_id);

-- ── What there is already ──────────────────────────────────────────────────────────────────────

UPDATE contracts SET
    invited_count = k.invited, active_count = k.active, suspended_count = k.suspended, expired_count = k.expired,
    failed_mail_count = k.failed
FROM (
    SELECT customer_id, contract_id, count(*) FILTER (WHERE status = 'invited') AS invited,
        count(*) FILTER (WHERE status = 'active') AS active, count(*) FILTER (WHERE status = 'suspended') AS suspended,
        count(*) FILTER (WHERE status = 'expired') AS expired, sum(mail_failed) AS failed
    FROM (SELECT DISTINCT customer_id, contract_id, user_id, status, mail_failed FROM assignments) people
    GROUP BY customer_id, contract_id
) k
WHERE contracts.customer_id = k.customer_id AND contracts.id = k.contract_id;

UPDATE contracts SET site_count = k.sites
FROM (
    SELECT customer_id, contract_id, count(DISTINCT site_id) AS sites FROM assignments GROUP BY customer_id, contract_id
) k
WHERE contracts.customer_id = k.customer_id AND contracts.id = k.contract_id;

INSERT INTO contract_ends (customer_id, contract_id, ends_at, assignments)
SELECT customer_id, contract_id, next_end_at, count(*) FROM assignments WHERE next_end_at IS NOT NULL
GROUP BY customer_id, contract_id, next_end_at;

INSERT INTO import_contracts (customer_id, contract_id, import_id)
SELECT DISTINCT a.customer_id, a.contract_id, a.import_id
FROM imports i JOIN assignments a ON a.customer_id = i.customer_id AND a.import_id = i.id
UNION
SELECT a.customer_id, a.contract_id, c.import_id
FROM import_changes c JOIN assignments a ON a.customer_id = c.customer_id AND a.id = c.assignment_id;

UPDATE contracts SET imported_at = (
    SELECT max(i.created_at) FROM import_contracts k JOIN imports i ON i.customer_id = k.customer_id AND i.id = k.import_id
    WHERE k.customer_id = contracts.customer_id AND k.contract_id = contracts.id AND i.undone_at IS NULL
);

-- ── From now on ────────────────────────────────────────────────────────────────────────────────

-- An assignment that a statement left behind (side 1), or found before (side -1).
CREATE TYPE assignment_side AS (
    side            BIGINT,
    number          BIGINT,
    customer_id     UUID,
    contract_id     UUID,
    user_id         UUID,
    site_id         UUID,
    status          TEXT,
    mail_failed     BIGINT,
    next_end_at     BIGINT
);

-- Counts anew what a statement has changed. What is there now is looked up for each person and site by themselves, and no
-- further than it takes to know whether there is more than the statement brought: a join would be planned once, for however
-- many rows the first statement had. Whoever writes assignments has locked the customer, so none of it changes meanwhile.
CREATE FUNCTION count_assignments(sides assignment_side[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE contracts c SET
        invited_count = c.invited_count + k.invited, active_count = c.active_count + k.active,
        suspended_count = c.suspended_count + k.suspended, expired_count = c.expired_count + k.expired,
        failed_mail_count = c.failed_mail_count + k.failed
    FROM (
        SELECT p.customer_id, p.contract_id, sum(s.side) FILTER (WHERE s.status = 'invited') AS invited,
            sum(s.side) FILTER (WHERE s.status = 'active') AS active,
            sum(s.side) FILTER (WHERE s.status = 'suspended') AS suspended,
            sum(s.side) FILTER (WHERE s.status = 'expired') AS expired, sum(s.side * s.failed) AS failed
        FROM (
            SELECT customer_id, contract_id, user_id, count(*) FILTER (WHERE side = 1) AS came,
                count(*) FILTER (WHERE side = -1) AS gone,
                min(status) FILTER (WHERE side = -1) AS status, min(mail_failed) FILTER (WHERE side = -1) AS failed
            FROM unnest(sides) GROUP BY customer_id, contract_id, user_id
        ) p
        CROSS JOIN LATERAL (
            SELECT count(*) AS there, min(o.status) AS status, min(o.mail_failed) AS failed FROM (
                SELECT a.status, a.mail_failed FROM assignments a
                WHERE a.customer_id = p.customer_id AND a.user_id = p.user_id AND a.contract_id = p.contract_id
                LIMIT p.came + 1
            ) o
        ) now
        CROSS JOIN LATERAL (VALUES
            (-1, p.gone > 0 OR now.there > p.came, coalesce(p.status, now.status), coalesce(p.failed, now.failed)),
            (1, now.there > 0, now.status, now.failed)
        ) AS s (side, counts, status, failed)
        WHERE s.counts
        GROUP BY p.customer_id, p.contract_id
    ) d
    CROSS JOIN LATERAL (
        SELECT coalesce(d.invited, 0) AS invited, coalesce(d.active, 0) AS active,
            coalesce(d.suspended, 0) AS suspended, coalesce(d.expired, 0) AS expired, d.failed
    ) k
    WHERE c.customer_id = d.customer_id AND c.id = d.contract_id
        AND (k.invited, k.active, k.suspended, k.expired, k.failed) <> (0, 0, 0, 0, 0);

    UPDATE contracts c SET site_count = c.site_count + d.sites
    FROM (
        SELECT p.customer_id, p.contract_id,
            count(*) FILTER (WHERE now.there > 0) - count(*) FILTER (WHERE p.gone > 0 OR now.there > p.came) AS sites
        FROM (
            SELECT customer_id, contract_id, site_id, count(*) FILTER (WHERE side = 1) AS came,
                count(*) FILTER (WHERE side = -1) AS gone
            FROM unnest(sides) WHERE site_id IS NOT NULL GROUP BY customer_id, contract_id, site_id
        ) p
        CROSS JOIN LATERAL (
            SELECT count(*) AS there FROM (
                SELECT 1 FROM assignments a
                WHERE a.customer_id = p.customer_id AND a.contract_id = p.contract_id AND a.site_id = p.site_id
                LIMIT p.came + 1
            ) o
        ) now
        GROUP BY p.customer_id, p.contract_id
    ) d
    WHERE c.customer_id = d.customer_id AND c.id = d.contract_id AND d.sites <> 0;

    INSERT INTO contract_ends AS e (customer_id, contract_id, ends_at, assignments)
    SELECT customer_id, contract_id, next_end_at, sum(side) FROM unnest(sides) WHERE next_end_at IS NOT NULL
    GROUP BY customer_id, contract_id, next_end_at HAVING sum(side) <> 0
    ON CONFLICT (customer_id, contract_id, ends_at) DO UPDATE SET assignments = e.assignments + excluded.assignments;

    IF FOUND THEN
        DELETE FROM contract_ends e USING (SELECT DISTINCT customer_id, contract_id FROM unnest(sides)) t
        WHERE e.customer_id = t.customer_id AND e.contract_id = t.contract_id AND e.assignments = 0;
    END IF;
END $$;

CREATE FUNCTION count_inserted_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_assignments(array_agg(ROW(
        1, number, customer_id, contract_id, user_id, site_id, status, mail_failed, next_end_at
    )::assignment_side)) FROM came;
    RETURN NULL;
END $$;

CREATE FUNCTION count_deleted_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_assignments(array_agg(ROW(
        -1, number, customer_id, contract_id, user_id, site_id, status, mail_failed, next_end_at
    )::assignment_side)) FROM gone;
    RETURN NULL;
END $$;

-- Most changes are of names that assignments sort by, and count nothing.
CREATE FUNCTION count_updated_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_assignments(array_agg(ROW(
        side, number, customer_id, contract_id, user_id, site_id, status, mail_failed, next_end_at
    )::assignment_side))
    FROM (
        SELECT max(side) AS side, number, customer_id, contract_id, user_id, site_id, status, mail_failed, next_end_at
        FROM (SELECT 1 AS side, * FROM came UNION ALL SELECT -1, * FROM gone) both_sides
        GROUP BY number, customer_id, contract_id, user_id, site_id, status, mail_failed, next_end_at
        HAVING count(*) = 1
    ) changed
    HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE TRIGGER assignments_count_inserted AFTER INSERT ON assignments REFERENCING NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_assignments();

CREATE TRIGGER assignments_count_deleted AFTER DELETE ON assignments REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_assignments();

CREATE TRIGGER assignments_count_updated AFTER UPDATE ON assignments REFERENCING OLD TABLE AS gone NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION count_updated_assignments();

-- Where there are many customers, or no statistics yet, PostgreSQL takes a customer's contract for a handful of rows, and so
-- the index of places, which begins with both, for as good as the one of people to find what somebody has at a contract: it
-- walked all of the contract for each person. What is compared by IS TRUE is not looked for in an index, and a person has few
-- assignments.

-- Counts anew what a statement has changed. What is there now is looked up for each person and site by themselves, and no
-- further than it takes to know whether there is more than the statement brought: a join would be planned once, for however
-- many rows the first statement had. Whoever writes assignments has locked the customer, so none of it changes meanwhile.
CREATE OR REPLACE FUNCTION count_assignments(sides assignment_side[]) RETURNS void LANGUAGE plpgsql AS $$
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
                WHERE a.customer_id = p.customer_id AND a.user_id = p.user_id
                    AND (a.contract_id = p.contract_id) IS TRUE
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

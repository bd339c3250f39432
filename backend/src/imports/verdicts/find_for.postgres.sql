-- The verdicts of the rows of draft $2 of customer $1 whose address is among $3, an array; $6 is 1 where they are told. Now is $4; $5 is
-- 1 where everything about people is told, and 0 to whoever administers a part of them.
-- PostgreSQL thinks that a new draft has few rows, and would walk all of it for each address, and compare each
-- row with each by line: rows are written where they were found in the table (ctid).
-- What somebody has at a contract is sought by the person alone (IS TRUE): where there are many customers, PostgreSQL thinks
-- that few are at a contract, and would walk all of it.
UPDATE draft_rows
SET verdict = f.verdict, duplicate_of = f.duplicate_of, user_id = f.user_id,
    profile_before = f.profile_before, rights_before = f.rights_before, ends_before = f.ends_before,
    named = f.named, found_id = f.found_id, choices = f.choices, name_before = f.name_before,
    is_suspended = f.is_suspended, overruled_by = f.overruled_by,
    -- Whom a row concerns is not among it.
    changed = CASE WHEN draft_rows.verdict <> f.verdict
        OR draft_rows.duplicate_of IS DISTINCT FROM f.duplicate_of
        OR draft_rows.profile_before IS DISTINCT FROM f.profile_before
        OR draft_rows.rights_before IS DISTINCT FROM f.rights_before
        OR draft_rows.ends_before IS DISTINCT FROM f.ends_before
        OR draft_rows.choices IS DISTINCT FROM f.choices
        OR draft_rows.name_before IS DISTINCT FROM f.name_before
        OR draft_rows.is_suspended IS DISTINCT FROM f.is_suspended
        OR draft_rows.overruled_by IS DISTINCT FROM f.overruled_by
        OR draft_rows.named IS DISTINCT FROM f.named THEN 1 ELSE 0 END,
    told = CASE WHEN $6 = 1 THEN f.verdict ELSE draft_rows.told END
FROM (
    SELECT h.*,
        CASE
            WHEN h.copy > 1 THEN 'duplicate'
            WHEN h.choices > 1 AND (h.profile_id IS NOT NULL OR h.rights IS NOT NULL OR h.ends_at IS NOT NULL)
                THEN 'ambiguous'
            WHEN h.profile_before IS NOT NULL OR h.rights_before IS NOT NULL OR h.is_other_end = 1 THEN 'profile'
            WHEN h.name_before IS NOT NULL AND (h.found_id IS NOT NULL OR h.choices > 1) THEN 'name'
            WHEN h.found_id IS NOT NULL OR h.choices > 1 THEN 'unchanged'
            WHEN h.is_member = 0 AND h.turn = 1 THEN 'create'
            ELSE 'assign'
        END AS verdict
    FROM (
        SELECT r.*,
            COALESCE(r.member_id, r.first_user_id) AS user_id,
            CASE WHEN r.copy > 1 THEN r.first_line END AS duplicate_of,
            CASE WHEN r.copy = 1 AND a.profile_id <> r.profile_id THEN a.profile_id END AS profile_before,
            -- The levels that the assignment has now where the row says others.
            CASE WHEN r.copy = 1 AND r.rights IS NOT NULL AND a.id IS NOT NULL THEN (
                SELECT string_agg(g.key || '=' || COALESCE(o.level, w.level, 'aucun'), ',' ORDER BY g.key)
                FROM json_each_text(r.rights::json) g
                LEFT JOIN personal_rights o ON o.customer_id = $1 AND o.assignment_id = a.id AND o.application = g.key
                    AND (o.ends_at IS NULL OR o.ends_at > $4)
                LEFT JOIN profile_rights w ON w.customer_id = $1 AND w.profile_id = a.profile_id
                    AND w.application = g.key
                WHERE COALESCE(o.level, w.level, 'aucun') <> g.value
            ) END AS rights_before,
            CASE WHEN r.copy = 1 AND a.ends_at <> r.ends_at THEN a.ends_at END AS ends_before,
            CASE
                WHEN a.id IS NOT NULL AND r.ends_at IS NOT NULL AND a.ends_at IS DISTINCT FROM r.ends_at THEN 1
                ELSE 0
            END AS is_other_end,
            -- Whom the address names, where the row names somebody else.
            CASE
                WHEN r.row_name <> '' AND r.member_id IS NOT NULL
                    AND r.member_name <> r.row_name
                    THEN r.member_name
                WHEN r.row_name <> '' AND r.member_id IS NULL AND r.first_name <> r.row_name
                    THEN r.first_name
            END AS named,
            -- The name that the person has, where the first row that names them says another.
            CASE
                WHEN $5 = 1 AND r.copy = 1 AND r.naming_line = r.line AND r.member_id IS NOT NULL AND (
                    (r.good_last_name <> '' AND r.good_last_name <> r.member_last)
                    OR (r.good_first_name <> '' AND r.good_first_name <> r.member_first)
                ) THEN r.member_name
            END AS name_before,
            CASE WHEN $5 = 1 AND r.copy = 1 AND r.member_status = 'suspended' THEN 1 END AS is_suspended,
            -- The row whose name the person gets, or keeps, where this one says another.
            CASE WHEN $5 = 1 AND r.copy = 1 AND r.row_name <> '' AND r.row_name <> r.first_name THEN (
                SELECT n.line FROM draft_rows n
                WHERE n.customer_id = $1 AND n.draft_id = $2 AND n.line < r.line
                    AND n.line = CASE WHEN r.member_id IS NULL THEN r.person_line ELSE r.naming_line END
                    AND (
                        (r.good_last_name <> ''
                            AND r.good_last_name <> COALESCE(NULLIF(n.good_last_name, ''), r.member_last, ''))
                        OR (r.good_first_name <> ''
                            AND r.good_first_name <> COALESCE(NULLIF(n.good_first_name, ''), r.member_first, ''))
                    )
            ) END AS overruled_by,
            -- How many a row can mean that names no sub-account.
            CASE WHEN r.copy = 1 AND a.id IS NULL AND r.sub_account_id IS NULL AND r.member_id IS NOT NULL THEN (
                SELECT count(*) FROM assignments o
                WHERE o.customer_id = $1 AND o.user_id = r.member_id AND (o.contract_id = r.contract_id) IS TRUE
                    AND o.site_id IS NOT DISTINCT FROM r.site_id
            ) END AS choices,
            a.id AS found_id,
            CASE WHEN r.member_id IS NULL THEN 0 ELSE 1 END AS is_member
        FROM (
            SELECT line, place_in_table, email_key, contract_id, sub_account_id, site_id, profile_id, rights, ends_at,
                row_name, good_last_name, good_first_name,
                member_id, member_last, member_first, member_name, member_status, meant_id,
                min(CASE WHEN row_name <> '' THEN line END) OVER person AS naming_line,
                first_value(row_name) OVER person AS first_name,
                first_value(line) OVER person AS person_line,
                first_value(new_user_id) OVER person AS first_user_id,
                row_number() OVER person AS turn,
                first_value(line) OVER place AS first_line,
                row_number() OVER place AS copy
            FROM (
                SELECT d.*, trim(d.good_last_name || ' ' || d.good_first_name) AS row_name,
                    m.user_id AS member_id, m.last_name AS member_last, m.first_name AS member_first,
                    trim(m.last_name || ' ' || m.first_name) AS member_name, m.status AS member_status,
                    -- A blank sub-account leaves who is there where they are: the only access that they have there is meant.
                    CASE
                        WHEN d.sub_account_id IS NOT NULL OR m.user_id IS NULL THEN d.sub_account_id
                        ELSE (
                            SELECT CASE WHEN count(*) = 1 THEN max(a.sub_account_id::text)::uuid END FROM assignments a
                            WHERE a.customer_id = $1 AND a.user_id = m.user_id AND (a.contract_id = d.contract_id) IS TRUE
                                AND a.site_id IS NOT DISTINCT FROM d.site_id
                        )
                    END AS meant_id
                FROM (SELECT DISTINCT unnest($3::text[])) AS sought (key)
                CROSS JOIN LATERAL (
                    -- OFFSET keeps the rows of each address a search of their own, by the index.
                    SELECT d.ctid AS place_in_table, d.* FROM draft_rows d
                    WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.email_key = sought.key OFFSET 0
                ) AS d
                LEFT JOIN users u ON u.email_key = d.email_key
                LEFT JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
                WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.email_key IS NOT NULL
            ) AS people
            WINDOW
                person AS (PARTITION BY email_key ORDER BY line),
                place AS (PARTITION BY email_key, contract_id, meant_id, site_id ORDER BY line)
        ) r
        LEFT JOIN assignments a ON a.customer_id = $1 AND a.user_id = r.member_id
            AND (a.contract_id = r.contract_id) IS TRUE
            AND a.sub_account_id IS NOT DISTINCT FROM r.meant_id
            AND a.site_id IS NOT DISTINCT FROM r.site_id
    ) h
) f
WHERE draft_rows.ctid = f.place_in_table
    AND (draft_rows.verdict <> f.verdict
        OR draft_rows.user_id IS DISTINCT FROM f.user_id
        OR draft_rows.duplicate_of IS DISTINCT FROM f.duplicate_of
        OR draft_rows.profile_before IS DISTINCT FROM f.profile_before
        OR draft_rows.rights_before IS DISTINCT FROM f.rights_before
        OR draft_rows.ends_before IS DISTINCT FROM f.ends_before
        OR draft_rows.found_id IS DISTINCT FROM f.found_id
        OR draft_rows.choices IS DISTINCT FROM f.choices
        OR draft_rows.name_before IS DISTINCT FROM f.name_before
        OR draft_rows.is_suspended IS DISTINCT FROM f.is_suspended
        OR draft_rows.overruled_by IS DISTINCT FROM f.overruled_by
        OR draft_rows.named IS DISTINCT FROM f.named)
RETURNING draft_rows.line, draft_rows.changed, draft_rows.verdict, draft_rows.issues, draft_rows.duplicate_of,
    draft_rows.profile_before, draft_rows.rights_before, draft_rows.ends_before, draft_rows.named,
    draft_rows.good_last_name, draft_rows.good_first_name, draft_rows.choices, draft_rows.name_before,
    draft_rows.is_suspended, draft_rows.overruled_by

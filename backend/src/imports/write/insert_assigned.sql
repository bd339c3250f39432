-- One more assignment of people who are known, by the rows on lines $7 to $8 of draft $2 of customer $1, for import $4 at $5,
-- given by $6 and numbered from $3 on in the order of the file. They are found and sorted as their other assignments are, whatever the row calls them. A row
-- that names no profile gets the one that all of these have, those of this import among them; where they differ, the
-- customer's default one.
INSERT INTO assignments (number, customer_id, id, user_id, contract_id, sub_account_id, site_id,
    profile_id, import_id, status, mail_failed, search, sort_user, sort_contract,
    sort_sub_account, sort_site, sort_profile, given_by, ends_at, next_end_at, created_at)
SELECT $3 + d.place, d.customer_id, d.assignment_id, d.user_id, d.contract_id, d.sub_account_id, d.site_id,
    p.id, $4, m.status, CASE m.mail_state WHEN 'failed' THEN 1 ELSE 0 END,
    COALESCE(
        (SELECT o.search FROM assignments o WHERE o.customer_id = d.customer_id AND o.user_id = d.user_id LIMIT 1),
        d.search
    ),
    COALESCE(
        (SELECT o.sort_user FROM assignments o WHERE o.customer_id = d.customer_id AND o.user_id = d.user_id LIMIT 1),
        d.sort_user
    ),
    c.number, COALESCE(s.sort, ''), COALESCE(t.sort, ''), p.sort, $6, d.ends_at, d.ends_at, $5
FROM (
    SELECT r.*, row_number() OVER (ORDER BY line) AS place FROM draft_rows r
    WHERE customer_id = $1 AND draft_id = $2 AND verdict IN ('create', 'assign') AND line BETWEEN $7 AND $8
) d
JOIN memberships m ON m.customer_id = d.customer_id AND m.user_id = d.user_id
JOIN contracts c ON c.customer_id = d.customer_id AND c.id = d.contract_id
LEFT JOIN sub_accounts s ON s.customer_id = d.customer_id AND s.contract_id = d.contract_id AND s.id = d.sub_account_id
LEFT JOIN sites t ON t.customer_id = d.customer_id AND t.id = d.site_id
JOIN profiles p ON p.customer_id = d.customer_id AND p.id = COALESCE(
    d.profile_id,
    (
        SELECT o.profile_id
        FROM (
            SELECT given.profile_id, count(*) OVER () AS several
            FROM (
                SELECT a.profile_id FROM assignments a
                WHERE a.customer_id = d.customer_id AND a.user_id = d.user_id
                UNION
                -- What this statement inserts is not there yet, nor what later lines do.
                SELECT x.profile_id FROM draft_rows x
                WHERE x.customer_id = $1 AND x.draft_id = $2 AND x.email_key = d.email_key
                    AND x.verdict = 'assign' AND x.profile_id IS NOT NULL
            ) given
        ) o
        WHERE o.several = 1
    ),
    (SELECT k.default_profile_id FROM customers k WHERE k.id = d.customer_id)
)
WHERE d.verdict = 'assign'

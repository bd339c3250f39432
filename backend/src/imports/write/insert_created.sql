-- The assignments of the people whom the rows on lines $7 to $8 of draft $2 of customer $1 created for import $4 at $5, given
-- by $6 and numbered from $3 on in the order of the file. A row that names no profile gets the customer's default one.
INSERT INTO assignments (number, customer_id, id, user_id, contract_id, sub_account_id, site_id,
    profile_id, import_id, status, mail_failed, search, sort_user, sort_contract,
    sort_sub_account, sort_site, sort_profile, given_by, ends_at, next_end_at, created_at)
SELECT $3 + d.place, d.customer_id, d.assignment_id, d.user_id, d.contract_id, d.sub_account_id, d.site_id,
    p.id, $4, m.status, CASE m.mail_state WHEN 'failed' THEN 1 ELSE 0 END,
    d.search,
    d.sort_user,
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
    (SELECT k.default_profile_id FROM customers k WHERE k.id = d.customer_id)
)
WHERE d.verdict = 'create'

use crate::services::Services;

/// At how many contracts what is kept is not what there is: none, or something is wrong. `guichet doctor` asks.
pub async fn miscounted(services: &Services) -> sqlx::Result<i64> {
    let mut tx = services.db.read_at_length().await?;
    tx.query(MISCOUNTED).scalar().await
}

/// In one statement, so that nothing changes between what is kept and what is counted.
const MISCOUNTED: &str = "SELECT count(*) FROM contracts c
    LEFT JOIN (
        SELECT customer_id, contract_id, sum(CASE status WHEN 'invited' THEN 1 ELSE 0 END) AS invited,
            sum(CASE status WHEN 'active' THEN 1 ELSE 0 END) AS active,
            sum(CASE status WHEN 'suspended' THEN 1 ELSE 0 END) AS suspended,
            sum(CASE status WHEN 'expired' THEN 1 ELSE 0 END) AS expired, sum(mail_failed) AS failed
        FROM (SELECT DISTINCT customer_id, contract_id, user_id, status, mail_failed FROM assignments) p
        GROUP BY customer_id, contract_id
    ) p ON p.customer_id = c.customer_id AND p.contract_id = c.id
    LEFT JOIN (
        SELECT customer_id, contract_id, count(DISTINCT site_id) AS sites FROM assignments
        GROUP BY customer_id, contract_id
    ) s ON s.customer_id = c.customer_id AND s.contract_id = c.id
    LEFT JOIN (
        SELECT k.customer_id, k.contract_id, max(i.created_at) AS at FROM import_contracts k
        JOIN imports i ON i.customer_id = k.customer_id AND i.id = k.import_id AND i.undone_at IS NULL
        GROUP BY k.customer_id, k.contract_id
    ) i ON i.customer_id = c.customer_id AND i.contract_id = c.id
    LEFT JOIN (
        SELECT DISTINCT customer_id, contract_id FROM (
            SELECT customer_id, contract_id, ends_at, assignments FROM contract_ends
            UNION ALL
            SELECT customer_id, contract_id, next_end_at, -count(*) FROM assignments WHERE next_end_at IS NOT NULL
            GROUP BY customer_id, contract_id, next_end_at
        ) ends GROUP BY customer_id, contract_id, ends_at HAVING sum(assignments) <> 0
    ) e ON e.customer_id = c.customer_id AND e.contract_id = c.id
    WHERE c.invited_count <> coalesce(p.invited, 0) OR c.active_count <> coalesce(p.active, 0)
        OR c.suspended_count <> coalesce(p.suspended, 0) OR c.expired_count <> coalesce(p.expired, 0)
        OR c.failed_mail_count <> coalesce(p.failed, 0) OR c.site_count <> coalesce(s.sites, 0)
        OR coalesce(c.imported_at, 0) <> coalesce(i.at, 0) OR e.contract_id IS NOT NULL";

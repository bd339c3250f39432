-- What the view over all contracts of several customers says of each: kept by those who write assignments, by triggers,
-- never counted on a page. Its twin is ../postgres/0027_counts_of_contracts.sql.

-- People with an access at the contract, each once, by where they stand with the customer, and those whose mail failed.
ALTER TABLE contracts ADD COLUMN invited_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN active_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN suspended_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN expired_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN failed_mail_count INTEGER NOT NULL DEFAULT 0;
-- Sites at which these people are.
ALTER TABLE contracts ADD COLUMN site_count INTEGER NOT NULL DEFAULT 0;
-- When the last import that stands brought or changed something at it.
ALTER TABLE contracts ADD COLUMN imported_at INTEGER;

-- How many assignments at a contract come to their next end at a moment. What is near is a matter of the moment at which
-- somebody looks.
CREATE TABLE contract_ends (
    customer_id     BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    ends_at         INTEGER NOT NULL,
    assignments     INTEGER NOT NULL,
    PRIMARY KEY (customer_id, contract_id, ends_at),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

-- How many people came in for the first time, by contract of theirs and week: an event, which no removal undoes. A week is
-- its Monday in the portal's zone, as in 2026-11-23.
CREATE TABLE contract_activations (
    customer_id     BLOB    NOT NULL,
    week            TEXT    NOT NULL,
    contract_id     BLOB    NOT NULL,
    people          INTEGER NOT NULL,
    PRIMARY KEY (customer_id, week, contract_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

-- The same of all contracts of a customer together, for whoever sees them all: a year of them is too much to add up on a page.
CREATE TABLE customer_activations (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    week            TEXT    NOT NULL,
    people          INTEGER NOT NULL,
    PRIMARY KEY (customer_id, week)
) STRICT, WITHOUT ROWID;

-- At which contracts an import brought or changed something.
CREATE TABLE import_contracts (
    customer_id     BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    import_id       BLOB    NOT NULL,
    PRIMARY KEY (customer_id, contract_id, import_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_contracts_by_import ON import_contracts (customer_id, import_id);
CREATE INDEX advanced_users_by_user ON advanced_users (user_id);

-- ── What there is already ──────────────────────────────────────────────────────────────────────

UPDATE contracts SET
    invited_count = k.invited, active_count = k.active, suspended_count = k.suspended, expired_count = k.expired,
    failed_mail_count = k.failed
FROM (
    SELECT customer_id, contract_id, sum(status = 'invited') AS invited, sum(status = 'active') AS active,
        sum(status = 'suspended') AS suspended, sum(status = 'expired') AS expired, sum(mail_failed) AS failed
    FROM (SELECT DISTINCT customer_id, contract_id, user_id, status, mail_failed FROM assignments)
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

-- A trigger sees what the statement has done so far, row by row. All assignments of a person have one status, but within a
-- statement that changes it: the one with the lowest number is the one that is counted.

CREATE TRIGGER assignments_count_person AFTER INSERT ON assignments
WHEN NOT EXISTS (
    SELECT 1 FROM assignments o WHERE o.customer_id = new.customer_id AND o.user_id = new.user_id
        AND o.contract_id = new.contract_id AND o.number <> new.number
)
BEGIN
    UPDATE contracts SET
        invited_count = invited_count + (new.status = 'invited'), active_count = active_count + (new.status = 'active'),
        suspended_count = suspended_count + (new.status = 'suspended'),
        expired_count = expired_count + (new.status = 'expired'), failed_mail_count = failed_mail_count + new.mail_failed
    WHERE customer_id = new.customer_id AND id = new.contract_id;
END;

CREATE TRIGGER assignments_uncount_person AFTER DELETE ON assignments
WHEN NOT EXISTS (
    SELECT 1 FROM assignments o WHERE o.customer_id = old.customer_id AND o.user_id = old.user_id
        AND o.contract_id = old.contract_id
)
BEGIN
    UPDATE contracts SET
        invited_count = invited_count - (old.status = 'invited'), active_count = active_count - (old.status = 'active'),
        suspended_count = suspended_count - (old.status = 'suspended'),
        expired_count = expired_count - (old.status = 'expired'), failed_mail_count = failed_mail_count - old.mail_failed
    WHERE customer_id = old.customer_id AND id = old.contract_id;
END;

-- Where the person stands, or what became of their mail, at the same place.
CREATE TRIGGER assignments_recount_person AFTER UPDATE OF status, mail_failed ON assignments
WHEN (old.status <> new.status OR old.mail_failed <> new.mail_failed)
    AND old.user_id = new.user_id AND old.contract_id = new.contract_id
    AND NOT EXISTS (
        SELECT 1 FROM assignments o WHERE o.customer_id = new.customer_id AND o.user_id = new.user_id
            AND o.contract_id = new.contract_id AND o.number < new.number
    )
BEGIN
    UPDATE contracts SET
        invited_count = invited_count + (new.status = 'invited') - (old.status = 'invited'),
        active_count = active_count + (new.status = 'active') - (old.status = 'active'),
        suspended_count = suspended_count + (new.status = 'suspended') - (old.status = 'suspended'),
        expired_count = expired_count + (new.status = 'expired') - (old.status = 'expired'),
        failed_mail_count = failed_mail_count + new.mail_failed - old.mail_failed
    WHERE customer_id = new.customer_id AND id = new.contract_id;
END;

-- It went to another person or contract: as if it were taken from the one and given to the other.
CREATE TRIGGER assignments_move_person_from AFTER UPDATE OF user_id, contract_id ON assignments
WHEN (old.user_id <> new.user_id OR old.contract_id <> new.contract_id)
    AND NOT EXISTS (
        SELECT 1 FROM assignments o WHERE o.customer_id = old.customer_id AND o.user_id = old.user_id
            AND o.contract_id = old.contract_id
    )
BEGIN
    UPDATE contracts SET
        invited_count = invited_count - (old.status = 'invited'), active_count = active_count - (old.status = 'active'),
        suspended_count = suspended_count - (old.status = 'suspended'),
        expired_count = expired_count - (old.status = 'expired'), failed_mail_count = failed_mail_count - old.mail_failed
    WHERE customer_id = old.customer_id AND id = old.contract_id;
END;

CREATE TRIGGER assignments_move_person_to AFTER UPDATE OF user_id, contract_id ON assignments
WHEN (old.user_id <> new.user_id OR old.contract_id <> new.contract_id)
    AND NOT EXISTS (
        SELECT 1 FROM assignments o WHERE o.customer_id = new.customer_id AND o.user_id = new.user_id
            AND o.contract_id = new.contract_id AND o.number <> new.number
    )
BEGIN
    UPDATE contracts SET
        invited_count = invited_count + (new.status = 'invited'), active_count = active_count + (new.status = 'active'),
        suspended_count = suspended_count + (new.status = 'suspended'),
        expired_count = expired_count + (new.status = 'expired'), failed_mail_count = failed_mail_count + new.mail_failed
    WHERE customer_id = new.customer_id AND id = new.contract_id;
END;

CREATE TRIGGER assignments_count_site AFTER INSERT ON assignments
WHEN new.site_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM assignments o WHERE o.customer_id = new.customer_id AND o.contract_id = new.contract_id
        AND o.site_id = new.site_id AND o.number <> new.number
)
BEGIN
    UPDATE contracts SET site_count = site_count + 1 WHERE customer_id = new.customer_id AND id = new.contract_id;
END;

CREATE TRIGGER assignments_uncount_site AFTER DELETE ON assignments
WHEN old.site_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM assignments o WHERE o.customer_id = old.customer_id AND o.contract_id = old.contract_id
        AND o.site_id = old.site_id
)
BEGIN
    UPDATE contracts SET site_count = site_count - 1 WHERE customer_id = old.customer_id AND id = old.contract_id;
END;

CREATE TRIGGER assignments_move_site_from AFTER UPDATE OF contract_id, site_id ON assignments
WHEN old.site_id IS NOT NULL AND (old.contract_id <> new.contract_id OR new.site_id IS NOT old.site_id)
    AND NOT EXISTS (
        SELECT 1 FROM assignments o WHERE o.customer_id = old.customer_id AND o.contract_id = old.contract_id
            AND o.site_id = old.site_id
    )
BEGIN
    UPDATE contracts SET site_count = site_count - 1 WHERE customer_id = old.customer_id AND id = old.contract_id;
END;

CREATE TRIGGER assignments_move_site_to AFTER UPDATE OF contract_id, site_id ON assignments
WHEN new.site_id IS NOT NULL AND (old.contract_id <> new.contract_id OR new.site_id IS NOT old.site_id)
    AND NOT EXISTS (
        SELECT 1 FROM assignments o WHERE o.customer_id = new.customer_id AND o.contract_id = new.contract_id
            AND o.site_id = new.site_id AND o.number <> new.number
    )
BEGIN
    UPDATE contracts SET site_count = site_count + 1 WHERE customer_id = new.customer_id AND id = new.contract_id;
END;

CREATE TRIGGER assignments_count_end AFTER INSERT ON assignments WHEN new.next_end_at IS NOT NULL
BEGIN
    INSERT INTO contract_ends (customer_id, contract_id, ends_at, assignments)
    VALUES (new.customer_id, new.contract_id, new.next_end_at, 1)
    ON CONFLICT (customer_id, contract_id, ends_at) DO UPDATE SET assignments = assignments + 1;
END;

CREATE TRIGGER assignments_uncount_end AFTER DELETE ON assignments WHEN old.next_end_at IS NOT NULL
BEGIN
    UPDATE contract_ends SET assignments = assignments - 1
    WHERE customer_id = old.customer_id AND contract_id = old.contract_id AND ends_at = old.next_end_at;
    DELETE FROM contract_ends
    WHERE customer_id = old.customer_id AND contract_id = old.contract_id AND ends_at = old.next_end_at AND assignments = 0;
END;

CREATE TRIGGER assignments_move_end_from AFTER UPDATE OF contract_id, next_end_at ON assignments
WHEN old.next_end_at IS NOT NULL AND (old.contract_id <> new.contract_id OR new.next_end_at IS NOT old.next_end_at)
BEGIN
    UPDATE contract_ends SET assignments = assignments - 1
    WHERE customer_id = old.customer_id AND contract_id = old.contract_id AND ends_at = old.next_end_at;
    DELETE FROM contract_ends
    WHERE customer_id = old.customer_id AND contract_id = old.contract_id AND ends_at = old.next_end_at AND assignments = 0;
END;

CREATE TRIGGER assignments_move_end_to AFTER UPDATE OF contract_id, next_end_at ON assignments
WHEN new.next_end_at IS NOT NULL AND (old.contract_id <> new.contract_id OR new.next_end_at IS NOT old.next_end_at)
BEGIN
    INSERT INTO contract_ends (customer_id, contract_id, ends_at, assignments)
    VALUES (new.customer_id, new.contract_id, new.next_end_at, 1)
    ON CONFLICT (customer_id, contract_id, ends_at) DO UPDATE SET assignments = assignments + 1;
END;

-- Addresses that were put right before the person had signed in. Its twin is ../postgres/0022_changed_addresses.sql.

-- Whoever was this person with the customer is that one since: where what was removed before goes when it is put back.
-- Kept for as long as a removal.
CREATE TABLE address_changes (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    -- In the order in which they were made.
    sequence        INTEGER NOT NULL,
    from_user_id    BLOB    NOT NULL REFERENCES users (id),
    to_user_id      BLOB    NOT NULL REFERENCES users (id),
    changed_at      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX address_changes_by_person ON address_changes (customer_id, from_user_id, sequence);

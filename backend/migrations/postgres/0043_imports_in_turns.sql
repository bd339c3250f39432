-- The twin of ../sqlite/0043_imports_in_turns.sql. On PostgreSQL nobody waits for another customer's import, which is one
-- transaction: nothing stands here.
CREATE TABLE imports_under_way (
    customer_id UUID    NOT NULL PRIMARY KEY REFERENCES customers (id),
    import_id   UUID    NOT NULL,
    step        TEXT,
    line        BIGINT  NOT NULL,
    keep_names  BIGINT  NOT NULL,
    reactivate  BIGINT  NOT NULL,
    has_rights  BIGINT  NOT NULL,
    network     TEXT,
    is_operator BIGINT  NOT NULL,
    turned_at   BIGINT  NOT NULL
);

ALTER TABLE imports_under_way ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports_under_way FORCE ROW LEVEL SECURITY;
CREATE POLICY of_customer ON imports_under_way USING (
    coalesce(customer_id = (SELECT nullif(current_setting('guichet.customer', true), '')::uuid), true)
);

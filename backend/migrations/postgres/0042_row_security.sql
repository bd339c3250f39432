-- The second wall between customers: what is about one customer says which (`guichet.customer`, see
-- backend/src/db/wall.rs), and is shown no other's rows and takes none. Without the setting all are shown: signing in,
-- mailing and the carrier's own work are about many.
--
-- The setting is read once for each table of a statement (a subquery that refers to nothing outside), and the comparison
-- stands inside COALESCE so that the planner does not take it to leave few rows: a statement names its customer, too.
--
-- `sessions` are a person's: where somebody is looking at the moment stands in them. `assignments` are written behind the
-- wall and read before it: below a policy no index is used for LIKE, which is not leakproof, and a word would be sought in
-- every row. What is shown of them is joined with `memberships`, which are behind it.
DO $$
DECLARE
    walled regclass;
BEGIN
    FOR walled IN
        SELECT a.attrelid FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        WHERE a.attname = 'customer_id' AND NOT a.attisdropped AND c.relname NOT IN ('sessions', 'assignments')
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
        EXECUTE format(
            'CREATE POLICY of_customer ON %s USING (coalesce(customer_id = '
            '(SELECT nullif(current_setting(''guichet.customer'', true), '''')::uuid), true))',
            walled
        );
    END LOOP;
END
$$;

ALTER TABLE assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignments FORCE ROW LEVEL SECURITY;
CREATE POLICY shown ON assignments FOR SELECT USING (true);
CREATE POLICY created_of_customer ON assignments FOR INSERT WITH CHECK (
    coalesce(customer_id = (SELECT nullif(current_setting('guichet.customer', true), '')::uuid), true)
);
CREATE POLICY changed_of_customer ON assignments FOR UPDATE USING (
    coalesce(customer_id = (SELECT nullif(current_setting('guichet.customer', true), '')::uuid), true)
);
CREATE POLICY removed_of_customer ON assignments FOR DELETE USING (
    coalesce(customer_id = (SELECT nullif(current_setting('guichet.customer', true), '')::uuid), true)
);

-- A customer itself.
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_customer ON customers USING (
    coalesce(id = (SELECT nullif(current_setting('guichet.customer', true), '')::uuid), true)
);

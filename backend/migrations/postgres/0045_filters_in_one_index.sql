-- What the list is narrowed to, together: what fulfils several conditions is found in this index alone, where it was read from
-- the table for the rarest of them. PostgreSQL does not put two of the other indexes together, since all begin with the customer.
DROP INDEX assignments_search;
CREATE INDEX assignments_search ON assignments USING gin
    (customer_id, search gin_trgm_ops, sort_contract, sort_sub_account, sort_site, profile_id, status);

-- The operator's area: customers as they are listed, mail by receiving domain, and looks at a customer's people.
-- Its twin is ../postgres/0028_operator.sql.

-- How customers sort and what a search looks in: the name, folded; '' until upkeep has folded it.
ALTER TABLE customers ADD COLUMN sort TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN closed_at INTEGER;

CREATE INDEX customers_by_name ON customers (sort, id);
CREATE INDEX contracts_by_number ON contracts (number, customer_id);

-- What stands after the @: where the mail is received.
ALTER TABLE mail_jobs ADD COLUMN domain TEXT GENERATED ALWAYS AS (substr(email_key, instr(email_key, '@') + 1)) VIRTUAL;

CREATE INDEX mail_jobs_by_domain ON mail_jobs (domain, state);
-- The latest words of its servers.
CREATE INDEX mail_jobs_by_words ON mail_jobs (domain, not_before) WHERE reason IS NOT NULL;

-- Domains to which nothing is sent until somebody says so.
CREATE TABLE paused_domains (
    domain          TEXT    NOT NULL PRIMARY KEY,
    -- NULL: the command line.
    paused_by       BLOB    REFERENCES users (id),
    paused_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An operator who looks at a customer's people, until when, and why. The customer's journal has it for good.
CREATE TABLE operator_looks (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    reason          TEXT    NOT NULL,
    until           INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

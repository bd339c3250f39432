-- The operator's area: customers as they are listed, mail by receiving domain, and looks at a customer's people.
-- Its twin is ../sqlite/0028_operator.sql.

-- How customers sort and what a search looks in: the name, folded; '' until upkeep has folded it.
ALTER TABLE customers ADD COLUMN sort TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN closed_at BIGINT;

CREATE INDEX customers_by_name ON customers (sort, id);
CREATE INDEX contracts_by_number ON contracts (number, customer_id);

-- What stands after the @: where the mail is received.
ALTER TABLE mail_jobs ADD COLUMN domain TEXT COLLATE "C" GENERATED ALWAYS AS (split_part(email_key, '@', 2)) STORED;

CREATE INDEX mail_jobs_by_domain ON mail_jobs (domain, state);
-- The latest words of its servers.
CREATE INDEX mail_jobs_by_words ON mail_jobs (domain, not_before) WHERE reason IS NOT NULL;

-- Domains to which nothing is sent until somebody says so.
CREATE TABLE paused_domains (
    domain          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- NULL: the command line.
    paused_by       UUID    REFERENCES users (id),
    paused_at       BIGINT  NOT NULL
);

-- An operator who looks at a customer's people, until when, and why. The customer's journal has it for good.
CREATE TABLE operator_looks (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    user_id         UUID    NOT NULL REFERENCES users (id),
    reason          TEXT    NOT NULL,
    until           BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, user_id)
);

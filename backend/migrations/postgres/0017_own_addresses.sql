-- Addresses that people change themselves. Its twin is ../sqlite/0017_own_addresses.sql.

-- What somebody asked for: another address of their own, which waits until both mailboxes have said yes. It is the person's,
-- whatever customers have them, and no customer reads it.
CREATE TABLE address_requests (
    user_id         UUID    NOT NULL REFERENCES users (id),
    id              UUID    NOT NULL,
    -- What the person was called when they asked, for the mails and the pages behind their links; or ''.
    name            TEXT    NOT NULL,
    old_email       TEXT    NOT NULL,
    new_email       TEXT    NOT NULL,
    new_email_key   TEXT    NOT NULL,
    -- 'pending' ends with valid_until, whether somebody writes that down or not.
    state           TEXT    NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'done', 'refused', 'cancelled', 'replaced', 'taken')),
    -- SHA-256 of what the links mailed to either address carry; they are derived from the id.
    old_token_hash  BYTEA   NOT NULL UNIQUE,
    new_token_hash  BYTEA   NOT NULL UNIQUE,
    -- When either mailbox has said yes.
    old_confirmed_at BIGINT,
    new_confirmed_at BIGINT,
    asked_at        BIGINT  NOT NULL,
    valid_until     BIGINT  NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE UNIQUE INDEX address_requests_pending ON address_requests (user_id) WHERE state = 'pending';
CREATE INDEX address_requests_to_drop ON address_requests (valid_until);

-- What became of it, for the journal of each customer that had the person: the old address as that customer had written it.
CREATE TABLE own_address_changes (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    user_id         UUID    NOT NULL REFERENCES users (id),
    from_email      TEXT    NOT NULL,
    to_email        TEXT    NOT NULL,
    changed_at      BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, id)
);

-- Mails about it.
ALTER TABLE mail_jobs DROP CONSTRAINT mail_jobs_kind_check;
ALTER TABLE mail_jobs ADD CONSTRAINT mail_jobs_kind_check CHECK (kind IN ('welcome', 'access', 'reset', 'ending', 'endings',
    'hand_over', 'administrator', 'former_administrator', 'administrators',
    'address_asked', 'address_proof', 'address_changed', 'address_former'));
ALTER TABLE mail_jobs ADD COLUMN address_request UUID;

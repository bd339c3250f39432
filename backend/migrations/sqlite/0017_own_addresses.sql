-- Addresses that people change themselves. Its twin is ../postgres/0017_own_addresses.sql.

-- What somebody asked for: another address of their own, which waits until both mailboxes have said yes. It is the person's,
-- whatever customers have them, and no customer reads it.
CREATE TABLE address_requests (
    user_id         BLOB    NOT NULL REFERENCES users (id),
    id              BLOB    NOT NULL,
    -- What the person was called when they asked, for the mails and the pages behind their links; or ''.
    name            TEXT    NOT NULL,
    old_email       TEXT    NOT NULL,
    new_email       TEXT    NOT NULL,
    new_email_key   TEXT    NOT NULL,
    -- 'pending' ends with valid_until, whether somebody writes that down or not.
    state           TEXT    NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'done', 'refused', 'cancelled', 'replaced', 'taken')),
    -- SHA-256 of what the links mailed to either address carry; they are derived from the id.
    old_token_hash  BLOB    NOT NULL UNIQUE,
    new_token_hash  BLOB    NOT NULL UNIQUE,
    -- When either mailbox has said yes.
    old_confirmed_at INTEGER,
    new_confirmed_at INTEGER,
    asked_at        INTEGER NOT NULL,
    valid_until     INTEGER NOT NULL,
    PRIMARY KEY (user_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX address_requests_pending ON address_requests (user_id) WHERE state = 'pending';
CREATE INDEX address_requests_to_drop ON address_requests (valid_until);

-- What became of it, for the journal of each customer that had the person: the old address as that customer had written it.
CREATE TABLE own_address_changes (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    user_id         BLOB    NOT NULL REFERENCES users (id),
    from_email      TEXT    NOT NULL,
    to_email        TEXT    NOT NULL,
    changed_at      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

-- Mails about it. SQLite changes no CHECK of a column that exists, so the column is made anew: the table stays, with the
-- indexes that it has by now, since databases are about that came to a later migration before this one.
ALTER TABLE mail_jobs ADD COLUMN kind_anew TEXT NOT NULL DEFAULT 'welcome' CHECK (kind_anew IN ('welcome', 'access', 'reset',
    'ending', 'endings', 'hand_over', 'administrator', 'former_administrator', 'administrators',
    'address_asked', 'address_proof', 'address_changed', 'address_former'));
UPDATE mail_jobs SET kind_anew = kind;
ALTER TABLE mail_jobs DROP COLUMN kind;
ALTER TABLE mail_jobs RENAME COLUMN kind_anew TO kind;
ALTER TABLE mail_jobs ADD COLUMN address_request BLOB;

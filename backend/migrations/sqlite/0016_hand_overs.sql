-- Who was asked to take over the administration of a customer, or to share it. Its twin is ../postgres/0016_hand_overs.sql.
CREATE TABLE hand_overs (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    -- The administrator who asks, and whose place a successor takes.
    from_id         BLOB    NOT NULL REFERENCES users (id),
    to_id           BLOB    NOT NULL REFERENCES users (id),
    -- domain::administrators::Role.
    role            TEXT    NOT NULL CHECK (role IN ('successor', 'deputy')),
    -- 'pending' ends with valid_until, whether somebody writes that down or not.
    state           TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'cancelled', 'expired')),
    -- SHA-256 of what the mailed link carries; it is derived from the id.
    token_hash      BLOB    NOT NULL UNIQUE,
    mail_job_id     BLOB    NOT NULL,
    asked_at        INTEGER NOT NULL,
    valid_until     INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

-- Nobody is asked twice at once, and nobody hands over to two.
CREATE UNIQUE INDEX hand_overs_to ON hand_overs (customer_id, to_id) WHERE state = 'pending';
CREATE UNIQUE INDEX hand_overs_successor ON hand_overs (customer_id, from_id)
    WHERE state = 'pending' AND role = 'successor';
CREATE INDEX hand_overs_by_mail ON hand_overs (mail_job_id);
CREATE INDEX hand_overs_to_drop ON hand_overs (valid_until);

-- Mails about the administration. SQLite changes no CHECK of a table that exists, so the table is made anew.
CREATE TABLE mail_jobs_new (
    id              BLOB    NOT NULL PRIMARY KEY,
    -- NULL for a mail to a person as such: a password reset.
    customer_id     BLOB    REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    import_id       BLOB,
    kind            TEXT    NOT NULL CHECK (kind IN ('welcome', 'access', 'reset', 'ending', 'endings',
        'hand_over', 'administrator', 'former_administrator', 'administrators')),
    -- 0 reset, 1 single, 2 import: the lower goes first.
    lane            INTEGER NOT NULL,
    -- Place in the customer's own queue, which makes lanes fair between customers.
    turn            INTEGER NOT NULL DEFAULT 0,
    state           TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'withdrawn')),
    -- Raised by Renvoyer: the secret is derived from the job's id and this.
    generation      INTEGER NOT NULL DEFAULT 1,
    attempts        INTEGER NOT NULL DEFAULT 0,
    -- The key of the address that it was meant for: a changed address withdraws it.
    email_key       TEXT    NOT NULL,
    -- The Date of the message, the same at every attempt.
    dated           INTEGER NOT NULL,
    not_before      INTEGER NOT NULL,
    lease           BLOB,
    lease_until     INTEGER,
    -- The mail server's last words.
    reason          TEXT,
    accepted_at     INTEGER,
    created_at      INTEGER NOT NULL,
    -- What a mail about an end says beside its kind: JSON of backend::mail::Ending.
    ending          TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO mail_jobs_new (id, customer_id, user_id, import_id, kind, lane, turn, state, generation, attempts, email_key,
    dated, not_before, lease, lease_until, reason, accepted_at, created_at, ending)
SELECT id, customer_id, user_id, import_id, kind, lane, turn, state, generation, attempts, email_key,
    dated, not_before, lease, lease_until, reason, accepted_at, created_at, ending
FROM mail_jobs;

DROP TABLE mail_jobs;
ALTER TABLE mail_jobs_new RENAME TO mail_jobs;

CREATE INDEX mail_jobs_to_send ON mail_jobs (lane, turn, not_before, id) WHERE state = 'queued';
CREATE INDEX mail_jobs_leased ON mail_jobs (lease_until) WHERE state = 'sending';
CREATE INDEX mail_jobs_by_user ON mail_jobs (customer_id, user_id);
CREATE INDEX mail_jobs_turns ON mail_jobs (customer_id, lane, turn) WHERE state = 'queued';
CREATE INDEX mail_jobs_to_drop ON mail_jobs (not_before) WHERE state IN ('sent', 'failed', 'withdrawn');
CREATE INDEX mail_jobs_by_import ON mail_jobs (customer_id, import_id) WHERE import_id IS NOT NULL;

-- Who was asked to take over the administration of a customer, or to share it. Its twin is ../sqlite/0016_hand_overs.sql.
CREATE TABLE hand_overs (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- The administrator who asks, and whose place a successor takes.
    from_id         UUID    NOT NULL REFERENCES users (id),
    to_id           UUID    NOT NULL REFERENCES users (id),
    -- domain::administrators::Role.
    role            TEXT    NOT NULL CHECK (role IN ('successor', 'deputy')),
    -- 'pending' ends with valid_until, whether somebody writes that down or not.
    state           TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'cancelled', 'expired')),
    -- SHA-256 of what the mailed link carries; it is derived from the id.
    token_hash      BYTEA   NOT NULL UNIQUE,
    mail_job_id     UUID    NOT NULL,
    asked_at        BIGINT  NOT NULL,
    valid_until     BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, id)
);

-- Nobody is asked twice at once, and nobody hands over to two.
CREATE UNIQUE INDEX hand_overs_to ON hand_overs (customer_id, to_id) WHERE state = 'pending';
CREATE UNIQUE INDEX hand_overs_successor ON hand_overs (customer_id, from_id)
    WHERE state = 'pending' AND role = 'successor';
CREATE INDEX hand_overs_by_mail ON hand_overs (mail_job_id);
CREATE INDEX hand_overs_to_drop ON hand_overs (valid_until);

-- Mails about the administration.
ALTER TABLE mail_jobs DROP CONSTRAINT mail_jobs_kind_check;
ALTER TABLE mail_jobs ADD CHECK (kind IN ('welcome', 'access', 'reset', 'ending', 'endings',
    'hand_over', 'administrator', 'former_administrator', 'administrators'));

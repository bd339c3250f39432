-- Advanced users who are added, and those who are associated. Its twin is ../postgres/0031_associations.sql.

-- What an identifier that the person chose is compared by: domain::chosen_identifier. NULL: Guichet has made it.
ALTER TABLE users ADD COLUMN identifier_key TEXT;
CREATE UNIQUE INDEX users_by_identifier_key ON users (identifier_key) WHERE identifier_key IS NOT NULL;

-- The address as this customer typed it; NULL: as the person has it.
ALTER TABLE advanced_users ADD COLUMN email TEXT;
-- The mail that invites.
ALTER TABLE advanced_users ADD COLUMN mail_job_id BLOB;
-- Until when the mailed link works; NULL: until it has left, or for whoever has come in.
ALTER TABLE advanced_users ADD COLUMN invited_until INTEGER;
CREATE INDEX advanced_users_to_expire ON advanced_users (invited_until) WHERE status = 'invited';
-- What somebody who is suspended was before.
ALTER TABLE advanced_users ADD COLUMN status_before TEXT CHECK (status_before IN ('invited', 'active', 'expired'));

-- An association that a customer proposes to an address, whoever has it: only an advanced user of another customer can
-- accept it. Until then, the customer is told the same of every address.
CREATE TABLE advanced_proposals (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL UNIQUE,
    -- The address as it was typed, and its key.
    email           TEXT    NOT NULL,
    email_key       TEXT    NOT NULL,
    -- 'pending' ends with valid_until, whether somebody writes that down or not. 'refused' looks like 'pending' to the
    -- customer: who refuses is not told of.
    state           TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'refused', 'withdrawn')),
    -- Whether there is such a mail depends on who has the address.
    mail_job_id     BLOB    NOT NULL,
    asked_at        INTEGER NOT NULL,
    valid_until     INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX advanced_proposals_waiting ON advanced_proposals (customer_id, email_key)
    WHERE state IN ('pending', 'refused');
CREATE INDEX advanced_proposals_to ON advanced_proposals (email_key) WHERE state = 'pending';
CREATE INDEX advanced_proposals_by_mail ON advanced_proposals (mail_job_id);
CREATE INDEX advanced_proposals_to_drop ON advanced_proposals (valid_until);

-- What the advanced user would see.
CREATE TABLE advanced_proposal_contracts (
    customer_id     BLOB    NOT NULL,
    proposal_id     BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    PRIMARY KEY (customer_id, proposal_id, contract_id),
    FOREIGN KEY (customer_id, proposal_id) REFERENCES advanced_proposals (customer_id, id) ON DELETE CASCADE,
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

-- Mails about it. As in 0017, SQLite needs the column anew.
ALTER TABLE mail_jobs ADD COLUMN kind_anew TEXT NOT NULL DEFAULT 'welcome' CHECK (kind_anew IN ('welcome', 'access', 'reset',
    'ending', 'endings', 'hand_over', 'administrator', 'former_administrator', 'administrators',
    'address_asked', 'address_proof', 'address_changed', 'address_former', 'credential',
    'advanced', 'advanced_asked', 'advanced_ended', 'advanced_left'));
UPDATE mail_jobs SET kind_anew = kind;
ALTER TABLE mail_jobs DROP COLUMN kind;
ALTER TABLE mail_jobs RENAME COLUMN kind_anew TO kind;

-- What an administrator sets: the customer's own words for contracts, sites that are no longer used, rights of one person,
-- and until when they hold. Its twin is ../sqlite/0009_what_is_set.sql.

-- What the customer itself calls it; '' where it has no word of its own.
ALTER TABLE contracts ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE sub_accounts ADD COLUMN label TEXT NOT NULL DEFAULT '';

-- When the carrier closed it: nobody gets an access to it any more, and those who had one may do nothing there.
ALTER TABLE contracts ADD COLUMN closed_at BIGINT;
ALTER TABLE sub_accounts ADD COLUMN closed_at BIGINT;

-- When it was put away: it is not offered any more; those who are assigned to it stay.
ALTER TABLE sites ADD COLUMN archived_at BIGINT;

-- What people can get rights for at a contract. The carrier sets it.
CREATE TABLE contract_applications (
    customer_id     UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    PRIMARY KEY (customer_id, contract_id, application),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
);

INSERT INTO contract_applications (customer_id, contract_id, application)
SELECT c.customer_id, c.id, a.code FROM contracts c CROSS JOIN applications a;

-- Raised with each change, so that whoever saves sees what somebody else did meanwhile.
ALTER TABLE profiles ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

-- Who gave the place and the profile that the assignment has now; NULL: the command line, or nobody knows any more.
ALTER TABLE assignments ADD COLUMN given_by UUID REFERENCES users (id);

-- From this moment on the assignment is none: midnight after its last day. NULL: it has no end.
ALTER TABLE assignments ADD COLUMN ends_at BIGINT;
-- The first of its own end and those of its personal rights.
ALTER TABLE assignments ADD COLUMN next_end_at BIGINT;
-- When its person and the administrator were told of `next_end_at`.
ALTER TABLE assignments ADD COLUMN end_told_at BIGINT;

CREATE INDEX assignments_by_end ON assignments (customer_id, next_end_at) WHERE next_end_at IS NOT NULL;
CREATE INDEX assignments_to_end ON assignments (next_end_at) WHERE next_end_at IS NOT NULL;

-- Who gave a personal right, when, and until when, as for an assignment.
ALTER TABLE personal_rights ADD COLUMN given_by UUID REFERENCES users (id);
ALTER TABLE personal_rights ADD COLUMN given_at BIGINT;
ALTER TABLE personal_rights ADD COLUMN ends_at BIGINT;

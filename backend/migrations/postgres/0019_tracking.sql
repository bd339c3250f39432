-- The journal and the mails as people read them. Its twin is ../sqlite/0019_tracking.sql.

-- The network address that it came from; NULL: nobody was signed in, or it is from before this was kept. The hash of an
-- entry covers it where there is one.
ALTER TABLE journal ADD COLUMN network TEXT;

-- The orders in which it is read: all of it, and one action. Each page is one walk of one index.
CREATE INDEX journal_by_time ON journal (customer_id, at, sequence);
CREATE INDEX journal_by_action ON journal (customer_id, action, at, sequence);

-- Whom an entry concerns, who did it and whom it was done to: what stands in the entry itself, so that it can be found by.
CREATE TABLE journal_people (
    customer_id     UUID    NOT NULL,
    user_id         UUID    NOT NULL,
    action          TEXT    NOT NULL,
    at              BIGINT NOT NULL,
    sequence        BIGINT NOT NULL,
    PRIMARY KEY (customer_id, user_id, action, at, sequence),
    FOREIGN KEY (customer_id, sequence) REFERENCES journal (customer_id, sequence)
);

CREATE INDEX journal_people_by_time ON journal_people (customer_id, user_id, at, sequence);

INSERT INTO journal_people (customer_id, user_id, action, at, sequence)
SELECT customer_id, actor_id, action, at, sequence FROM journal WHERE actor_id IS NOT NULL
UNION
SELECT customer_id, subject_id, action, at, sequence FROM journal WHERE (action LIKE 'user.%' OR action LIKE 'administrator.%') AND subject_id IS NOT NULL
UNION
SELECT j.customer_id, CAST(u.value AS UUID), j.action, j.at, j.sequence
FROM journal j CROSS JOIN LATERAL jsonb_array_elements_text(CAST(j.details AS JSONB) -> 'users') AS u (value);

-- The customer's mails in the order in which they were asked for, and those of each state. The texts of the states are those
-- of the statements that read them.
CREATE INDEX mail_jobs_by_date ON mail_jobs (customer_id, dated, id);
CREATE INDEX mail_jobs_waiting ON mail_jobs (customer_id, dated, id) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_jobs_sent ON mail_jobs (customer_id, dated, id) WHERE state = 'sent';
CREATE INDEX mail_jobs_failed ON mail_jobs (customer_id, dated, id) WHERE state = 'failed';
CREATE INDEX mail_jobs_withdrawn ON mail_jobs (customer_id, dated, id) WHERE state = 'withdrawn';

-- Coming in is an act about one customer: a session knows which mail opened it, and which customers the person entered in it.

-- The mail whose password or link opened the session; NULL for a password of one's own. Who waits to choose a password signs
-- in again with the mailed one, which is not used up.
DELETE FROM sessions WHERE due = 'password';
ALTER TABLE sessions ADD COLUMN mail_job_id BLOB;

-- The customers that a person entered in a session: by that customer's mail, by choosing or accepting it, or as the only one.
CREATE TABLE session_customers (
    session         BLOB    NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    entered_at      INTEGER NOT NULL,
    PRIMARY KEY (session, customer_id)
) STRICT, WITHOUT ROWID;

-- Until now every sign-in was shown to every customer: who is signed in stays so for those that they had come in with.
INSERT INTO session_customers (session, customer_id, entered_at)
SELECT s.token_hash, m.customer_id, s.created_at FROM sessions s
JOIN memberships m ON m.user_id = s.user_id AND m.status = 'active' AND m.last_sign_in_at IS NOT NULL;

-- What a form held belongs to a session, and to the customer that was looked at, and ends with the session. Before anybody is
-- signed in it belongs to whoever has the key.
DROP TABLE kept_forms;
CREATE TABLE kept_forms (
    key_hash        BLOB    NOT NULL PRIMARY KEY,
    session         BLOB    REFERENCES sessions (token_hash) ON DELETE CASCADE,
    customer_id     BLOB    REFERENCES customers (id),
    content         TEXT    NOT NULL,
    kept_until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_forms_by_session ON kept_forms (session) WHERE session IS NOT NULL;

-- A report of a change of many is read in the order of its assignments: that of the people's keys would tell who was
-- somebody's first.
CREATE INDEX bulk_rows_by_number ON bulk_rows (customer_id, bulk_id, number);

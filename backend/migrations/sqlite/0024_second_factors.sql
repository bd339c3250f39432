-- Second factors. Its twin is ../postgres/0024_second_factors.sql.

-- One-time codes (RFC 6238) that somebody gives after the password. They are the person's, whatever customers have them, and
-- no customer reads them.
CREATE TABLE second_factors (
    user_id         BLOB    NOT NULL PRIMARY KEY REFERENCES users (id),
    -- What the secret is derived from, with the key of GUICHET_SECRET_FILE: this alone gives no code.
    seed            BLOB    NOT NULL,
    -- The last step of thirty seconds whose code was accepted: neither it nor one before is accepted again.
    last_step       INTEGER NOT NULL,
    -- What the recovery codes are derived from, with the same key.
    code_batch      BLOB    NOT NULL,
    since           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The codes for when the telephone is lost, under a keyed hash. Each works once.
CREATE TABLE recovery_codes (
    user_id         BLOB    NOT NULL REFERENCES second_factors (user_id) ON DELETE CASCADE,
    hash            BLOB    NOT NULL,
    used_at         INTEGER,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- Whether a customer's administrators and advanced users need a second factor.
ALTER TABLE customers ADD COLUMN requires_factor INTEGER NOT NULL DEFAULT 0 CHECK (requires_factor IN (0, 1));

-- What must be done in a session before anything else: choosing a password, after signing in with a mailed one; or giving the
-- second factor.
ALTER TABLE sessions ADD COLUMN due TEXT CHECK (due IN ('password', 'factor'));
UPDATE sessions SET due = 'password' WHERE must_choose_password = 1;
ALTER TABLE sessions DROP COLUMN must_choose_password;

-- Mails about a password or a second factor that changed; what changed, and from where, is JSON of
-- backend::mail::CredentialChange. As in 0017, SQLite needs the column anew.
ALTER TABLE mail_jobs ADD COLUMN kind_anew TEXT NOT NULL DEFAULT 'welcome' CHECK (kind_anew IN ('welcome', 'access', 'reset',
    'ending', 'endings', 'hand_over', 'administrator', 'former_administrator', 'administrators',
    'address_asked', 'address_proof', 'address_changed', 'address_former', 'credential'));
UPDATE mail_jobs SET kind_anew = kind;
ALTER TABLE mail_jobs DROP COLUMN kind;
ALTER TABLE mail_jobs RENAME COLUMN kind_anew TO kind;
ALTER TABLE mail_jobs ADD COLUMN credential_change TEXT;

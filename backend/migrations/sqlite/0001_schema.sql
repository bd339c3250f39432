-- Guichet's schema on SQLite. Its twin is ../postgres/0001_schema.sql: same tables, same columns.
--
-- Every key of a customer's data begins with customer_id, and composite foreign keys keep
-- customers apart: a row cannot point at another customer's contract, site or profile.
-- Identifiers are UUIDv7 (16 octets), so they sort by creation. Moments are milliseconds since 1970
-- (UTC). Codes are those of the `domain` crate.

-- ── Customers and what their users are assigned to ─────────────────────────────────────────────

CREATE TABLE customers (
    id              BLOB    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    state           TEXT    NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    -- What a welcome mail carries: a temporary password or an activation link.
    credential      TEXT    NOT NULL DEFAULT 'password' CHECK (credential IN ('password', 'link')),
    locale          TEXT    NOT NULL DEFAULT 'fr',
    default_profile_id BLOB,
    -- Kept by those who write assignments and people, never counted on a page.
    assignment_count INTEGER NOT NULL DEFAULT 0,
    user_count      INTEGER NOT NULL DEFAULT 0,
    -- The last number given to an assignment. Each customer's numbers begin at a multiple of 2^32 of
    -- its own, so that a customer's assignments are neighbours in the table and in the search index.
    last_number     INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    FOREIGN KEY (id, default_profile_id) REFERENCES profiles (customer_id, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE contracts (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    number          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sub_accounts (
    customer_id     BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    id              BLOB    NOT NULL,
    number          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments at it sort: the name, folded, then the number.
    sort            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, contract_id, id),
    UNIQUE (customer_id, contract_id, number),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sites (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments at it sort, and what a search for it looks in: the name, folded.
    sort            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, name)
) STRICT, WITHOUT ROWID;

-- What the portal offers; the codes and their order are those of domain::rights::Application.
CREATE TABLE applications (
    code            TEXT    NOT NULL PRIMARY KEY,
    position        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO applications (code, position) VALUES
    ('affranchissement', 1), ('retours', 2), ('suivi', 3), ('livraison', 4),
    ('enlevements', 5), ('carnets', 6), ('facturation', 7), ('administration', 8);

CREATE TABLE profiles (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments with it sort: the name, folded.
    sort            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile_rights (
    customer_id     BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    level           TEXT    NOT NULL CHECK (level IN ('consultation', 'gestion')),
    PRIMARY KEY (customer_id, profile_id, application),
    FOREIGN KEY (customer_id, profile_id) REFERENCES profiles (customer_id, id)
) STRICT, WITHOUT ROWID;

-- ── People ─────────────────────────────────────────────────────────────────────────────────────

-- A person: one address, one identifier, one set of credentials, whatever the number of customers.
-- No customer ever reads this table but through memberships.
CREATE TABLE users (
    id              BLOB    NOT NULL PRIMARY KEY,
    email           TEXT    NOT NULL,
    email_key       TEXT    NOT NULL UNIQUE,
    identifier      TEXT    NOT NULL UNIQUE,
    -- PHC string of the password that the user chose; NULL until then.
    password_hash   TEXT,
    locale          TEXT    NOT NULL DEFAULT 'fr',
    last_sign_in_at INTEGER,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A person with a customer: what the customer calls them and where they stand with it. A person
-- that another customer already has looks exactly like a new one.
CREATE TABLE memberships (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    -- The address as this customer typed it.
    email           TEXT    NOT NULL,
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    -- domain::users::UserStatus.
    status          TEXT    NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended', 'expired')),
    status_since    INTEGER NOT NULL,
    -- Until when the mailed secret is valid: set when a mail server accepts the mail.
    invited_until   INTEGER,
    created_at      INTEGER NOT NULL,
    last_sign_in_at INTEGER,
    -- The last mail about this access and what became of it, for the grid.
    mail_job_id     BLOB,
    mail_state      TEXT    CHECK (mail_state IN ('queued', 'sent', 'failed', 'withdrawn')),
    mail_state_at   INTEGER,
    mail_reason     TEXT,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_user ON memberships (user_id, customer_id);
CREATE INDEX memberships_by_mail_failure ON memberships (customer_id, user_id) WHERE mail_state = 'failed';
CREATE INDEX memberships_to_expire ON memberships (invited_until) WHERE status = 'invited';

-- A user at a contract, optionally a sub-account and a site, with a profile: a row of the grid.
--
-- The columns sort_*, status and mail_failed repeat what stands elsewhere, folded for sorting, so that
-- each page is one walk of one index; whoever renames a thing or changes a status rewrites them in the
-- same transaction. `search` is what backend::users::search makes of the address and the names.
CREATE TABLE assignments (
    -- In order of creation within the customer; see customers.last_number. Ends every index below.
    number          INTEGER PRIMARY KEY,
    customer_id     BLOB    NOT NULL,
    id              BLOB    NOT NULL,
    user_id         BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    sub_account_id  BLOB,
    site_id         BLOB,
    profile_id      BLOB    NOT NULL,
    -- Import that wrote it.
    import_id       BLOB,
    status          TEXT    NOT NULL,
    mail_failed     INTEGER NOT NULL DEFAULT 0,
    search          TEXT    NOT NULL,
    sort_user       TEXT    NOT NULL,
    sort_contract   TEXT    NOT NULL,
    sort_sub_account TEXT   NOT NULL DEFAULT '',
    sort_site       TEXT    NOT NULL DEFAULT '',
    sort_profile    TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    UNIQUE (customer_id, id),
    FOREIGN KEY (customer_id, user_id) REFERENCES memberships (customer_id, user_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id),
    FOREIGN KEY (customer_id, contract_id, sub_account_id) REFERENCES sub_accounts (customer_id, contract_id, id),
    FOREIGN KEY (customer_id, site_id) REFERENCES sites (customer_id, id),
    FOREIGN KEY (customer_id, profile_id) REFERENCES profiles (customer_id, id)
) STRICT;

-- One assignment of a user at a place.
CREATE UNIQUE INDEX assignments_place ON assignments
    (customer_id, user_id, contract_id, ifnull(sub_account_id, x''), ifnull(site_id, x''));

-- The grid's sorts, which are its filters too. SQLite ends each with the rowid: number.
CREATE INDEX assignments_by_user ON assignments (customer_id, sort_user);
CREATE INDEX assignments_by_contract ON assignments (customer_id, sort_contract);
CREATE INDEX assignments_by_sub_account ON assignments (customer_id, sort_sub_account);
CREATE INDEX assignments_by_site ON assignments (customer_id, sort_site);
CREATE INDEX assignments_by_profile ON assignments (customer_id, sort_profile);
CREATE INDEX assignments_by_status ON assignments (customer_id, status);
CREATE INDEX assignments_by_import ON assignments (customer_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX assignments_by_mail_failure ON assignments (customer_id) WHERE mail_failed = 1;

-- Every three characters of `search` (already folded), by number; the text itself is not kept twice.
CREATE VIRTUAL TABLE assignments_search USING fts5
    (search, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');

CREATE TRIGGER assignments_search_insert AFTER INSERT ON assignments
BEGIN INSERT INTO assignments_search (rowid, search) VALUES (new.number, new.search); END;

CREATE TRIGGER assignments_search_update AFTER UPDATE OF search ON assignments WHEN new.search <> old.search
BEGIN
    DELETE FROM assignments_search WHERE rowid = old.number;
    INSERT INTO assignments_search (rowid, search) VALUES (new.number, new.search);
END;

CREATE TRIGGER assignments_search_delete AFTER DELETE ON assignments
BEGIN DELETE FROM assignments_search WHERE rowid = old.number; END;

-- What a user may do beyond or below the profile, for one assignment.
CREATE TABLE personal_rights (
    customer_id     BLOB    NOT NULL,
    assignment_id   BLOB    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    level           TEXT    NOT NULL CHECK (level IN ('aucun', 'consultation', 'gestion')),
    PRIMARY KEY (customer_id, assignment_id, application),
    FOREIGN KEY (customer_id, assignment_id) REFERENCES assignments (customer_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ── Who may do what in Guichet itself ──────────────────────────────────────────────────────────

CREATE TABLE administrators (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    -- How the administrator is called in mails and in the header.
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    since           INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX administrators_by_user ON administrators (user_id);

-- A user with a consolidated view of all contracts of one or more customers.
CREATE TABLE advanced_users (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    status          TEXT    NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended', 'expired')),
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
    user_id         BLOB    NOT NULL PRIMARY KEY REFERENCES users (id),
    since           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Signing in ─────────────────────────────────────────────────────────────────────────────────

-- A session. Only the SHA-256 of its 256-bit token is stored.
CREATE TABLE sessions (
    token_hash      BLOB    NOT NULL PRIMARY KEY,
    user_id         BLOB    NOT NULL REFERENCES users (id),
    -- The customer that an administrator of several is looking at.
    customer_id     BLOB    REFERENCES customers (id),
    -- Signed in with a mailed password or link: may do nothing but choose one's own.
    must_choose_password INTEGER NOT NULL DEFAULT 0,
    user_agent      TEXT    NOT NULL DEFAULT '',
    created_at      INTEGER NOT NULL,
    last_seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id);

-- What was mailed to sign in with once: a temporary password, an activation link, a reset link.
-- Only its SHA-256 is stored; it is derived, so a mail that is sent again carries the same one.
CREATE TABLE secrets (
    hash            BLOB    NOT NULL PRIMARY KEY,
    user_id         BLOB    NOT NULL REFERENCES users (id),
    -- The mail that carries it.
    mail_job_id     BLOB    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('password', 'activation', 'reset')),
    -- From acceptance by the mail server; until then it is valid, for a crash may hide an acceptance.
    valid_until     INTEGER,
    used_at         INTEGER,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX secrets_by_user ON secrets (user_id);
CREATE INDEX secrets_to_drop ON secrets (valid_until) WHERE valid_until IS NOT NULL;

-- Wrong attempts, by address tried and by network, under a keyed hash.
CREATE TABLE attempts (
    subject         BLOB    NOT NULL PRIMARY KEY,
    failures        INTEGER NOT NULL,
    last_at         INTEGER NOT NULL,
    -- Before this moment, attempts are refused unheard.
    wait_until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a refused form held, for browsers without JavaScript. Kept for ten minutes under the SHA-256
-- of a key that only the browser has.
CREATE TABLE kept_forms (
    key_hash        BLOB    NOT NULL PRIMARY KEY,
    content         TEXT    NOT NULL,
    kept_until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Mail ───────────────────────────────────────────────────────────────────────────────────────

-- The outbox. Written in the same transaction as what it is about.
CREATE TABLE mail_jobs (
    id              BLOB    NOT NULL PRIMARY KEY,
    -- NULL for a mail to a person as such: a password reset.
    customer_id     BLOB    REFERENCES customers (id),
    user_id         BLOB    NOT NULL REFERENCES users (id),
    import_id       BLOB,
    kind            TEXT    NOT NULL CHECK (kind IN ('welcome', 'access', 'reset')),
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
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_jobs_to_send ON mail_jobs (lane, turn, not_before, id) WHERE state = 'queued';
CREATE INDEX mail_jobs_leased ON mail_jobs (lease_until) WHERE state = 'sending';
CREATE INDEX mail_jobs_by_user ON mail_jobs (customer_id, user_id);
CREATE INDEX mail_jobs_turns ON mail_jobs (customer_id, lane, turn) WHERE state = 'queued';
CREATE INDEX mail_jobs_to_drop ON mail_jobs (not_before) WHERE state IN ('sent', 'failed', 'withdrawn');
CREATE INDEX mail_jobs_by_import ON mail_jobs (customer_id, import_id) WHERE import_id IS NOT NULL;

-- ── Imports ────────────────────────────────────────────────────────────────────────────────────

-- A draft: the rows of a file on their way to being imported. Dropped 24 h after it was last touched.
CREATE TABLE drafts (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    -- NULL: the command line.
    created_by      BLOB    REFERENCES users (id),
    file_name       TEXT    NOT NULL,
    -- Rows announced; the draft is complete when as many have come.
    row_count       INTEGER NOT NULL,
    -- Raised whenever rows come, so that a commit knows whether it judged them all.
    revision        INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    touched_at      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_rows (
    customer_id     BLOB    NOT NULL,
    draft_id        BLOB    NOT NULL,
    -- Line of the file.
    line            INTEGER NOT NULL,
    -- The cells as text, to be judged again at commit.
    contract        TEXT    NOT NULL,
    sub_account     TEXT    NOT NULL,
    site            TEXT    NOT NULL,
    profile         TEXT    NOT NULL,
    last_name       TEXT    NOT NULL,
    first_name      TEXT    NOT NULL,
    email           TEXT    NOT NULL,
    -- What the server would do: create, assign, profile (change of), unchanged, duplicate, error.
    verdict         TEXT    NOT NULL,
    -- The line that this one repeats, for a duplicate.
    duplicate_of    INTEGER,
    -- Errors and suggestions: JSON of domain::imports::Issue.
    issues          TEXT    NOT NULL DEFAULT '[]',
    -- What the cells mean, NULL for a row in error.
    email_key       TEXT,
    address         TEXT,
    good_last_name  TEXT,
    good_first_name TEXT,
    contract_id     BLOB,
    sub_account_id  BLOB,
    site_id         BLOB,
    profile_id      BLOB,
    -- As in assignments.
    search          TEXT,
    sort_user       TEXT,
    -- Whom it concerns: who has the address, else the new user of the first row with it.
    user_id         BLOB,
    -- The profile that the assignment has now, when it would get another.
    profile_before  BLOB,
    -- Prepared, so that a commit is a few INSERT … SELECT.
    new_user_id     BLOB NOT NULL,
    identifier      TEXT    NOT NULL,
    assignment_id   BLOB    NOT NULL,
    mail_job_id     BLOB    NOT NULL,
    PRIMARY KEY (customer_id, draft_id, line),
    FOREIGN KEY (customer_id, draft_id) REFERENCES drafts (customer_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_rows_by_email ON draft_rows (customer_id, draft_id, email_key);

CREATE TABLE imports (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    -- The draft it was made of: committing the same draft again gives this import again.
    draft_id        BLOB    NOT NULL,
    -- NULL: the command line.
    created_by      BLOB    REFERENCES users (id),
    file_name       TEXT    NOT NULL,
    row_count       INTEGER NOT NULL,
    created_count   INTEGER NOT NULL,
    assigned_count  INTEGER NOT NULL,
    changed_count   INTEGER NOT NULL,
    unchanged_count INTEGER NOT NULL,
    refused_count   INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    undone_at       INTEGER,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, draft_id)
) STRICT, WITHOUT ROWID;

-- The profile that an assignment had before an import changed it, so that the import can be undone.
CREATE TABLE import_changes (
    customer_id     BLOB    NOT NULL,
    import_id       BLOB    NOT NULL,
    assignment_id   BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    PRIMARY KEY (customer_id, import_id, assignment_id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id),
    FOREIGN KEY (customer_id, assignment_id) REFERENCES assignments (customer_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ── What happened ──────────────────────────────────────────────────────────────────────────────

-- What was removed together, so that it can be put back: JSON of the rows.
CREATE TABLE removals (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    -- NULL: the command line.
    removed_by      BLOB    REFERENCES users (id),
    removed_at      INTEGER NOT NULL,
    content         TEXT    NOT NULL,
    undone_at       INTEGER,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

-- The journal: append-only, one hash chain per customer, identifiers and never addresses.
CREATE TABLE journal (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    sequence        INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    -- NULL: Guichet itself, or the command line.
    actor_id        BLOB,
    action          TEXT    NOT NULL,
    -- The user, assignment or import that it was done to.
    subject_id      BLOB,
    -- JSON.
    details         TEXT    NOT NULL DEFAULT '{}',
    previous_hash   BLOB    NOT NULL,
    hash            BLOB    NOT NULL,
    PRIMARY KEY (customer_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

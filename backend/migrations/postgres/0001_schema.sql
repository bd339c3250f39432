-- Guichet's schema on PostgreSQL. Its twin is ../sqlite/0001_schema.sql: same tables, same columns; what
-- each column is for is said there. Every integer is a BIGINT and sorts go by code point, as in SQLite.
--
-- Every key of a customer's data begins with customer_id, and composite foreign keys keep
-- customers apart: a row cannot point at another customer's contract, site or profile.
-- Identifiers are UUIDv7 (16 octets), so they sort by creation. Moments are milliseconds since 1970
-- (UTC). Codes are those of the `domain` crate.

-- Both come with PostgreSQL (contrib) and are trusted: whoever may create tables here may add them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- ── Customers and what their users are assigned to ─────────────────────────────────────────────

CREATE TABLE customers (
    id              UUID    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    state           TEXT    NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    -- What a welcome mail carries: a temporary password or an activation link.
    credential      TEXT    NOT NULL DEFAULT 'password' CHECK (credential IN ('password', 'link')),
    locale          TEXT    NOT NULL DEFAULT 'fr',
    default_profile_id UUID,
    -- Kept by those who write assignments and people, never counted on a page.
    assignment_count BIGINT  NOT NULL DEFAULT 0,
    user_count      BIGINT  NOT NULL DEFAULT 0,
    -- The last number given to an assignment. Each customer's numbers begin at a multiple of 2^32 of
    -- its own, so that a customer's assignments are neighbours in the table and in the search index.
    last_number     BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL
);

CREATE TABLE contracts (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    number          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, number)
);

CREATE TABLE sub_accounts (
    customer_id     UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    id              UUID    NOT NULL,
    number          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments at it sort: the name, folded, then the number.
    sort            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, contract_id, id),
    UNIQUE (customer_id, contract_id, number),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
);

CREATE TABLE sites (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments at it sort, and what a search for it looks in: the name, folded.
    sort            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, name)
);

-- What the portal offers; the codes and their order are those of domain::rights::Application.
CREATE TABLE applications (
    code            TEXT    NOT NULL PRIMARY KEY,
    position        BIGINT  NOT NULL
);

INSERT INTO applications (code, position) VALUES
    ('affranchissement', 1), ('retours', 2), ('suivi', 3), ('livraison', 4),
    ('enlevements', 5), ('carnets', 6), ('facturation', 7), ('administration', 8);

CREATE TABLE profiles (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    name            TEXT    NOT NULL,
    -- How assignments with it sort: the name, folded.
    sort            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, name)
);

ALTER TABLE customers ADD FOREIGN KEY (id, default_profile_id) REFERENCES profiles (customer_id, id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE profile_rights (
    customer_id     UUID    NOT NULL,
    profile_id      UUID    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    level           TEXT    NOT NULL CHECK (level IN ('consultation', 'gestion')),
    PRIMARY KEY (customer_id, profile_id, application),
    FOREIGN KEY (customer_id, profile_id) REFERENCES profiles (customer_id, id)
);

-- ── People ─────────────────────────────────────────────────────────────────────────────────────

-- A person: one address, one identifier, one set of credentials, whatever the number of customers.
-- No customer ever reads this table but through memberships.
CREATE TABLE users (
    id              UUID    NOT NULL PRIMARY KEY,
    email           TEXT    NOT NULL,
    email_key       TEXT    NOT NULL UNIQUE,
    identifier      TEXT    NOT NULL UNIQUE,
    -- PHC string of the password that the user chose; NULL until then.
    password_hash   TEXT,
    locale          TEXT    NOT NULL DEFAULT 'fr',
    last_sign_in_at BIGINT ,
    created_at      BIGINT  NOT NULL
);

-- A person with a customer: what the customer calls them and where they stand with it. A person
-- that another customer already has looks exactly like a new one.
CREATE TABLE memberships (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    user_id         UUID    NOT NULL REFERENCES users (id),
    -- The address as this customer typed it.
    email           TEXT    NOT NULL,
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    -- domain::users::UserStatus.
    status          TEXT    NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended', 'expired')),
    status_since    BIGINT  NOT NULL,
    -- Until when the mailed secret is valid: set when a mail server accepts the mail.
    invited_until   BIGINT ,
    created_at      BIGINT  NOT NULL,
    last_sign_in_at BIGINT ,
    -- The last mail about this access and what became of it, for the grid.
    mail_job_id     UUID,
    mail_state      TEXT    CHECK (mail_state IN ('queued', 'sent', 'failed', 'withdrawn')),
    mail_state_at   BIGINT ,
    mail_reason     TEXT,
    PRIMARY KEY (customer_id, user_id)
);

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
    number          BIGINT  NOT NULL,
    customer_id     UUID    NOT NULL,
    id              UUID    NOT NULL,
    user_id         UUID    NOT NULL,
    contract_id     UUID    NOT NULL,
    sub_account_id  UUID,
    site_id         UUID,
    profile_id      UUID    NOT NULL,
    -- Import that wrote it.
    import_id       UUID,
    status          TEXT COLLATE "C" NOT NULL,
    mail_failed     BIGINT  NOT NULL DEFAULT 0,
    search          TEXT    NOT NULL,
    sort_user       TEXT COLLATE "C" NOT NULL,
    sort_contract   TEXT COLLATE "C" NOT NULL,
    sort_sub_account TEXT COLLATE "C" NOT NULL DEFAULT '',
    sort_site       TEXT COLLATE "C" NOT NULL DEFAULT '',
    sort_profile    TEXT COLLATE "C" NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, id),
    FOREIGN KEY (customer_id, user_id) REFERENCES memberships (customer_id, user_id),
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id),
    FOREIGN KEY (customer_id, contract_id, sub_account_id) REFERENCES sub_accounts (customer_id, contract_id, id),
    FOREIGN KEY (customer_id, site_id) REFERENCES sites (customer_id, id),
    FOREIGN KEY (customer_id, profile_id) REFERENCES profiles (customer_id, id)
);

-- One assignment of a user at a place.
CREATE UNIQUE INDEX assignments_place ON assignments
    (customer_id, user_id, contract_id, sub_account_id, site_id) NULLS NOT DISTINCT;

-- The grid's sorts, which are its filters too.
CREATE INDEX assignments_by_user ON assignments (customer_id, sort_user, number);
CREATE INDEX assignments_by_contract ON assignments (customer_id, sort_contract, number);
CREATE INDEX assignments_by_sub_account ON assignments (customer_id, sort_sub_account, number);
CREATE INDEX assignments_by_site ON assignments (customer_id, sort_site, number);
CREATE INDEX assignments_by_profile ON assignments (customer_id, sort_profile, number);
CREATE INDEX assignments_by_status ON assignments (customer_id, status, number);
CREATE INDEX assignments_by_import ON assignments (customer_id, import_id, number) WHERE import_id IS NOT NULL;
CREATE INDEX assignments_by_mail_failure ON assignments (customer_id, number) WHERE mail_failed = 1;

-- Every three characters of `search`, together with the customer.
CREATE INDEX assignments_search ON assignments USING gin (customer_id, search gin_trgm_ops);

-- What a user may do beyond or below the profile, for one assignment.
CREATE TABLE personal_rights (
    customer_id     UUID    NOT NULL,
    assignment_id   UUID    NOT NULL,
    application     TEXT    NOT NULL REFERENCES applications (code),
    level           TEXT    NOT NULL CHECK (level IN ('aucun', 'consultation', 'gestion')),
    PRIMARY KEY (customer_id, assignment_id, application),
    FOREIGN KEY (customer_id, assignment_id) REFERENCES assignments (customer_id, id) ON DELETE CASCADE
);

-- ── Who may do what in Guichet itself ──────────────────────────────────────────────────────────

CREATE TABLE administrators (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    user_id         UUID    NOT NULL REFERENCES users (id),
    -- How the administrator is called in mails and in the header.
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    since           BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, user_id)
);

CREATE INDEX administrators_by_user ON administrators (user_id);

-- A user with a consolidated view of all contracts of one or more customers.
CREATE TABLE advanced_users (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    user_id         UUID    NOT NULL REFERENCES users (id),
    last_name       TEXT    NOT NULL DEFAULT '',
    first_name      TEXT    NOT NULL DEFAULT '',
    status          TEXT    NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended', 'expired')),
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, user_id)
);

CREATE TABLE operators (
    user_id         UUID    NOT NULL PRIMARY KEY REFERENCES users (id),
    since           BIGINT  NOT NULL
);

-- ── Signing in ─────────────────────────────────────────────────────────────────────────────────

-- A session. Only the SHA-256 of its 256-bit token is stored.
CREATE TABLE sessions (
    token_hash      BYTEA   NOT NULL PRIMARY KEY,
    user_id         UUID    NOT NULL REFERENCES users (id),
    -- The customer that an administrator of several is looking at.
    customer_id     UUID    REFERENCES customers (id),
    -- Signed in with a mailed password or link: may do nothing but choose one's own.
    must_choose_password BIGINT  NOT NULL DEFAULT 0,
    user_agent      TEXT    NOT NULL DEFAULT '',
    created_at      BIGINT  NOT NULL,
    last_seen_at    BIGINT  NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);

-- What was mailed to sign in with once: a temporary password, an activation link, a reset link.
-- Only its SHA-256 is stored; it is derived, so a mail that is sent again carries the same one.
CREATE TABLE secrets (
    hash            BYTEA   NOT NULL PRIMARY KEY,
    user_id         UUID    NOT NULL REFERENCES users (id),
    -- The mail that carries it.
    mail_job_id     UUID    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('password', 'activation', 'reset')),
    -- From acceptance by the mail server; until then it is valid, for a crash may hide an acceptance.
    valid_until     BIGINT ,
    used_at         BIGINT ,
    created_at      BIGINT  NOT NULL
);

CREATE INDEX secrets_by_user ON secrets (user_id);
CREATE INDEX secrets_to_drop ON secrets (valid_until) WHERE valid_until IS NOT NULL;

-- Wrong attempts, by address tried and by network, under a keyed hash.
CREATE TABLE attempts (
    subject         BYTEA   NOT NULL PRIMARY KEY,
    failures        BIGINT  NOT NULL,
    last_at         BIGINT  NOT NULL,
    -- Before this moment, attempts are refused unheard.
    wait_until      BIGINT  NOT NULL
);

-- What a refused form held, for browsers without JavaScript. Kept for ten minutes under the SHA-256
-- of a key that only the browser has.
CREATE TABLE kept_forms (
    key_hash        BYTEA   NOT NULL PRIMARY KEY,
    content         TEXT    NOT NULL,
    kept_until      BIGINT  NOT NULL
);

-- ── Mail ───────────────────────────────────────────────────────────────────────────────────────

-- The outbox. Written in the same transaction as what it is about.
CREATE TABLE mail_jobs (
    id              UUID    NOT NULL PRIMARY KEY,
    -- NULL for a mail to a person as such: a password reset.
    customer_id     UUID    REFERENCES customers (id),
    user_id         UUID    NOT NULL REFERENCES users (id),
    import_id       UUID,
    kind            TEXT    NOT NULL CHECK (kind IN ('welcome', 'access', 'reset')),
    -- 0 reset, 1 single, 2 import: the lower goes first.
    lane            BIGINT  NOT NULL,
    -- Place in the customer's own queue, which makes lanes fair between customers.
    turn            BIGINT  NOT NULL DEFAULT 0,
    state           TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'withdrawn')),
    -- Raised by Renvoyer: the secret is derived from the job's id and this.
    generation      BIGINT  NOT NULL DEFAULT 1,
    attempts        BIGINT  NOT NULL DEFAULT 0,
    -- The key of the address that it was meant for: a changed address withdraws it.
    email_key       TEXT    NOT NULL,
    -- The Date of the message, the same at every attempt.
    dated           BIGINT  NOT NULL,
    not_before      BIGINT  NOT NULL,
    lease           UUID,
    lease_until     BIGINT ,
    -- The mail server's last words.
    reason          TEXT,
    accepted_at     BIGINT ,
    created_at      BIGINT  NOT NULL
);

CREATE INDEX mail_jobs_to_send ON mail_jobs (lane, turn, not_before, id) WHERE state = 'queued';
CREATE INDEX mail_jobs_leased ON mail_jobs (lease_until) WHERE state = 'sending';
CREATE INDEX mail_jobs_by_user ON mail_jobs (customer_id, user_id);
CREATE INDEX mail_jobs_turns ON mail_jobs (customer_id, lane, turn) WHERE state = 'queued';
CREATE INDEX mail_jobs_to_drop ON mail_jobs (not_before) WHERE state IN ('sent', 'failed', 'withdrawn');
CREATE INDEX mail_jobs_by_import ON mail_jobs (customer_id, import_id) WHERE import_id IS NOT NULL;

-- ── Imports ────────────────────────────────────────────────────────────────────────────────────

-- A draft: the rows of a file on their way to being imported. Dropped 24 h after it was last touched.
CREATE TABLE drafts (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- NULL: the command line.
    created_by      UUID    REFERENCES users (id),
    file_name       TEXT    NOT NULL,
    -- Rows announced; the draft is complete when as many have come.
    row_count       BIGINT  NOT NULL,
    -- Raised whenever rows come, so that a commit knows whether it judged them all.
    revision        BIGINT  NOT NULL DEFAULT 0,
    created_at      BIGINT  NOT NULL,
    touched_at      BIGINT  NOT NULL,
    PRIMARY KEY (customer_id, id)
);

CREATE TABLE draft_rows (
    customer_id     UUID    NOT NULL,
    draft_id        UUID    NOT NULL,
    -- Line of the file.
    line            BIGINT  NOT NULL,
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
    duplicate_of    BIGINT,
    -- Errors and suggestions: JSON of domain::imports::Issue.
    issues          TEXT    NOT NULL DEFAULT '[]',
    -- What the cells mean, NULL for a row in error.
    email_key       TEXT,
    address         TEXT,
    good_last_name  TEXT,
    good_first_name TEXT,
    contract_id     UUID,
    sub_account_id  UUID,
    site_id         UUID,
    profile_id      UUID,
    -- As in assignments.
    search          TEXT,
    sort_user       TEXT,
    -- Whom it concerns: who has the address, else the new user of the first row with it.
    user_id         UUID,
    -- The profile that the assignment has now, when it would get another.
    profile_before  UUID,
    -- Prepared, so that a commit is a few INSERT … SELECT.
    new_user_id     UUID NOT NULL,
    identifier      TEXT    NOT NULL,
    assignment_id   UUID    NOT NULL,
    mail_job_id     UUID    NOT NULL,
    PRIMARY KEY (customer_id, draft_id, line),
    FOREIGN KEY (customer_id, draft_id) REFERENCES drafts (customer_id, id) ON DELETE CASCADE
);

CREATE INDEX draft_rows_by_email ON draft_rows (customer_id, draft_id, email_key);

CREATE TABLE imports (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- The draft it was made of: committing the same draft again gives this import again.
    draft_id        UUID    NOT NULL,
    -- NULL: the command line.
    created_by      UUID    REFERENCES users (id),
    file_name       TEXT    NOT NULL,
    row_count       BIGINT  NOT NULL,
    created_count   BIGINT  NOT NULL,
    assigned_count  BIGINT  NOT NULL,
    changed_count   BIGINT  NOT NULL,
    unchanged_count BIGINT  NOT NULL,
    refused_count   BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL,
    undone_at       BIGINT ,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, draft_id)
);

-- The profile that an assignment had before an import changed it, so that the import can be undone.
CREATE TABLE import_changes (
    customer_id     UUID    NOT NULL,
    import_id       UUID    NOT NULL,
    assignment_id   UUID    NOT NULL,
    profile_id      UUID    NOT NULL,
    PRIMARY KEY (customer_id, import_id, assignment_id),
    FOREIGN KEY (customer_id, import_id) REFERENCES imports (customer_id, id),
    FOREIGN KEY (customer_id, assignment_id) REFERENCES assignments (customer_id, id) ON DELETE CASCADE
);

-- ── What happened ──────────────────────────────────────────────────────────────────────────────

-- What was removed together, so that it can be put back: JSON of the rows.
CREATE TABLE removals (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- NULL: the command line.
    removed_by      UUID    REFERENCES users (id),
    removed_at      BIGINT  NOT NULL,
    content         TEXT    NOT NULL,
    undone_at       BIGINT ,
    PRIMARY KEY (customer_id, id)
);

-- The journal: append-only, one hash chain per customer, identifiers and never addresses.
CREATE TABLE journal (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    sequence        BIGINT  NOT NULL,
    at              BIGINT  NOT NULL,
    -- NULL: Guichet itself, or the command line.
    actor_id        UUID,
    action          TEXT    NOT NULL,
    -- The user, assignment or import that it was done to.
    subject_id      UUID,
    -- JSON.
    details         TEXT    NOT NULL DEFAULT '{}',
    previous_hash   BYTEA   NOT NULL,
    hash            BYTEA   NOT NULL,
    PRIMARY KEY (customer_id, sequence)
);

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();

CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

-- Profiles that an administrator sets. Its twin is ../postgres/0011_profiles.sql.

-- Who has a profile, and where: what a change of it does is counted from this index alone.
CREATE INDEX assignments_by_profile_place ON assignments
    (customer_id, profile_id, contract_id, sub_account_id, site_id, user_id, ends_at);

-- Statistics that know nothing of the new index lead to wrong plans until the next ANALYZE.
PRAGMA analysis_limit = 1000;
ANALYZE assignments;

-- What a profile was before each change, so that it can be undone, and so that whoever saves at the same time sees it.
CREATE TABLE profile_changes (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    id              BLOB    NOT NULL,
    -- No reference: it outlives the profile.
    profile_id      BLOB    NOT NULL,
    -- The revision that the change made.
    revision        INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    -- As domain::rights::write_rights writes them.
    rights          TEXT    NOT NULL,
    is_default      INTEGER NOT NULL DEFAULT 0,
    is_deleted      INTEGER NOT NULL DEFAULT 0,
    -- Who has a deleted profile has this one since; NULL when nobody had it.
    successor_id    BLOB,
    -- NULL: the command line.
    changed_by      BLOB    REFERENCES users (id),
    changed_at      INTEGER NOT NULL,
    undone_at       INTEGER,
    PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX profile_changes_by_profile ON profile_changes (customer_id, profile_id, revision);

-- The assignments that got a deleted profile's successor, for as long as it can be undone.
CREATE TABLE profile_moves (
    customer_id     BLOB    NOT NULL,
    change_id       BLOB    NOT NULL,
    assignment_id   BLOB    NOT NULL,
    PRIMARY KEY (customer_id, change_id, assignment_id),
    FOREIGN KEY (customer_id, change_id) REFERENCES profile_changes (customer_id, id)
) STRICT, WITHOUT ROWID;

-- Profiles that an administrator sets. Its twin is ../sqlite/0011_profiles.sql.

-- Who has a profile, and where: what a change of it does is counted from this index alone.
CREATE INDEX assignments_by_profile_place ON assignments
    (customer_id, profile_id, contract_id, sub_account_id, site_id, user_id, ends_at);

-- What a profile was before each change, so that it can be undone, and so that whoever saves at the same time sees it.
CREATE TABLE profile_changes (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- No reference: it outlives the profile.
    profile_id      UUID    NOT NULL,
    -- The revision that the change made.
    revision        BIGINT  NOT NULL,
    name            TEXT    NOT NULL,
    -- As domain::rights::write_rights writes them.
    rights          TEXT    NOT NULL,
    is_default      BIGINT  NOT NULL DEFAULT 0,
    is_deleted      BIGINT  NOT NULL DEFAULT 0,
    -- Who has a deleted profile has this one since; NULL when nobody had it.
    successor_id    UUID,
    -- NULL: the command line.
    changed_by      UUID    REFERENCES users (id),
    changed_at      BIGINT  NOT NULL,
    undone_at       BIGINT,
    PRIMARY KEY (customer_id, id)
);

CREATE INDEX profile_changes_by_profile ON profile_changes (customer_id, profile_id, revision);

-- The assignments that got a deleted profile's successor, for as long as it can be undone.
CREATE TABLE profile_moves (
    customer_id     UUID    NOT NULL,
    change_id       UUID    NOT NULL,
    assignment_id   UUID    NOT NULL,
    PRIMARY KEY (customer_id, change_id, assignment_id),
    FOREIGN KEY (customer_id, change_id) REFERENCES profile_changes (customer_id, id)
);

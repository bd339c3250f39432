-- Many assignments changed at once. What was chosen is looked up, judged, done and undone some rows at a time, so that
-- nobody waits for a hundred thousand; what is left to do stands here. Its twin is ../sqlite/0020_bulk_changes.sql.

CREATE TABLE bulk_changes (
    customer_id     UUID    NOT NULL REFERENCES customers (id),
    id              UUID    NOT NULL,
    -- domain::users::BulkKind.
    kind            TEXT    NOT NULL,
    -- JSON of domain::users::BulkAction; NULL until it is said which profile, site or day.
    action          TEXT,
    -- JSON of domain::users::Filter: all that match it. NULL: rows that were named.
    filter          TEXT,
    -- The last number that an assignment had when it was asked for: what came later was not chosen.
    last_number     BIGINT NOT NULL,
    -- domain::users::BulkState.
    state           TEXT    NOT NULL CHECK (state IN ('gathering', 'asking', 'judging', 'proposed', 'running', 'done',
                        'undoing', 'undone')),
    -- Who asked for it, and whose rights bound what is done now: the same, or whoever undoes it. NULL: the command line.
    asked_by        UUID    REFERENCES users (id),
    acting          UUID    REFERENCES users (id),
    -- The network address that was asked from, for the journal.
    network         TEXT,
    asked_at        BIGINT NOT NULL,
    -- How far the lookup has come: a cursor of the list.
    list_cursor     TEXT,
    -- The last person who was gone through.
    last_user       UUID    NOT NULL,
    row_count       BIGINT NOT NULL DEFAULT 0,
    -- Rows that were named and are not there.
    missing         BIGINT NOT NULL DEFAULT 0,
    progress        BIGINT NOT NULL DEFAULT 0,
    -- JSON: how many are touched, how many left and why, and who the first of these are.
    tally           TEXT    NOT NULL DEFAULT '{}',
    undo_tally      TEXT    NOT NULL DEFAULT '{}',
    begun_at        BIGINT,
    ended_at        BIGINT,
    undone_at       BIGINT,
    -- When it was last gone on with: others' have their turn too.
    turned_at       BIGINT NOT NULL,
    PRIMARY KEY (customer_id, id)
);

CREATE INDEX bulk_changes_under_way ON bulk_changes (turned_at)
    WHERE state IN ('gathering', 'judging', 'running', 'undoing');
CREATE INDEX bulk_changes_to_drop ON bulk_changes (asked_at) WHERE begun_at IS NULL;

-- The rows of a change, by person. They are those of its entry in the journal too, and stay for as long as it can be undone.
CREATE TABLE bulk_rows (
    customer_id     UUID    NOT NULL,
    bulk_id         UUID    NOT NULL,
    user_id         UUID    NOT NULL,
    -- Of the assignment, which may be gone.
    number          BIGINT NOT NULL,
    assignment_id   UUID    NOT NULL,
    -- What the customer calls the person, who may be gone.
    email           TEXT    NOT NULL,
    -- As they were when they were chosen.
    status          TEXT    NOT NULL,
    status_since    BIGINT NOT NULL,
    site_id         UUID,
    profile_id      UUID    NOT NULL,
    ends_at         BIGINT,
    changed_at      BIGINT,
    given_by        UUID,
    -- 'done', or the code of a domain::users::LeaveReason; NULL: not gone through yet.
    outcome         TEXT,
    done_at         BIGINT,
    -- What was removed with it.
    removal_id      UUID,
    -- The same of the undoing.
    undo_outcome    TEXT,
    PRIMARY KEY (customer_id, bulk_id, user_id, number),
    FOREIGN KEY (customer_id, bulk_id) REFERENCES bulk_changes (customer_id, id)
);

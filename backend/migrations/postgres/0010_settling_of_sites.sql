-- Sites that are renamed and merged while people work. Their assignments are rewritten some at a time, so that nobody
-- waits for a hundred thousand. Its twin is ../sqlite/0010_settling_of_sites.sql.

-- What some assignments at a renamed site still sort by. They show its new name all the same.
CREATE TABLE former_site_sorts (
    customer_id     UUID    NOT NULL,
    site_id         UUID    NOT NULL,
    sort            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, site_id, sort),
    FOREIGN KEY (customer_id, site_id) REFERENCES sites (customer_id, id)
);

-- A site whose people go to another. Once all have, the site is no more; for a day this says where to put back what was
-- removed from it.
CREATE TABLE site_merges (
    customer_id     UUID    NOT NULL,
    site_id         UUID    NOT NULL,
    into_id         UUID    NOT NULL,
    begun_by        UUID    REFERENCES users (id),
    begun_at        BIGINT  NOT NULL,
    -- Assignments that went there, and those that were there already and are gone.
    moved           BIGINT  NOT NULL DEFAULT 0,
    removed         BIGINT  NOT NULL DEFAULT 0,
    ended_at        BIGINT,
    PRIMARY KEY (customer_id, site_id),
    FOREIGN KEY (customer_id, into_id) REFERENCES sites (customer_id, id)
);

CREATE INDEX site_merges_by_target ON site_merges (customer_id, into_id);
CREATE INDEX site_merges_to_end ON site_merges (begun_at) WHERE ended_at IS NULL;

-- Views of the list of users, each under a name that somebody gave it. Its twin is ../postgres/0021_saved_views.sql.

CREATE TABLE saved_views (
    customer_id     BLOB    NOT NULL REFERENCES customers (id),
    -- Whose it is.
    user_id         BLOB    NOT NULL REFERENCES users (id),
    -- What is left of the name once accents, case and punctuation are set aside: two of which the same is left are one.
    key             TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    -- The query of the list's address.
    query           TEXT    NOT NULL,
    saved_at        INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id, key)
) STRICT, WITHOUT ROWID;

-- Passkeys (W3C Web Authentication). Its twin is ../postgres/0032_passkeys.sql.

-- Keys that authenticators of somebody hold. They are the person's, whatever customers have them, and no customer reads them.
CREATE TABLE passkeys (
    user_id         BLOB    NOT NULL REFERENCES users (id),
    id              BLOB    NOT NULL,
    -- What its authenticator calls it.
    credential_id   BLOB    NOT NULL UNIQUE,
    -- JSON of webauthn_rs::prelude::Passkey: the public key, the counter, what the authenticator said of itself.
    credential      TEXT    NOT NULL,
    -- What the person calls it.
    name            TEXT    NOT NULL,
    added_at        INTEGER NOT NULL,
    last_used_at    INTEGER,
    PRIMARY KEY (user_id, id)
) STRICT, WITHOUT ROWID;

-- What authenticators were asked for and have not answered. Each is answered once.
CREATE TABLE passkey_ceremonies (
    id              BLOB    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('add', 'prove', 'enter')),
    -- The session that may answer. None has whoever signs in with the passkey alone.
    session         BLOB    REFERENCES sessions (token_hash) ON DELETE CASCADE,
    -- JSON of what the answer is judged by.
    state           TEXT    NOT NULL,
    valid_until     INTEGER NOT NULL,
    CHECK ((session IS NULL) = (kind = 'enter'))
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_ceremonies_by_session ON passkey_ceremonies (session);
CREATE INDEX passkey_ceremonies_by_end ON passkey_ceremonies (valid_until);

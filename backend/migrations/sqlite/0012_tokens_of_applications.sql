-- The portal's applications that ask what people may do. Its twin is ../postgres/0012_tokens_of_applications.sql.

-- An application of the carrier's own, no customer's. Of its 256-bit token only the SHA-256 is stored; the row goes
-- when the token is withdrawn.
CREATE TABLE application_tokens (
    name            TEXT    NOT NULL PRIMARY KEY,
    token_hash      BLOB    NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which key the secrets of this database were derived with: another one would make other passwords, second factors and
-- recovery codes, and nobody would be told why theirs no longer work.
-- Its twin is ../postgres/0035_key_mark.sql.

CREATE TABLE key_mark (
    -- There is one key.
    id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    -- HMAC-SHA-256 with the key: it gives nothing of it away.
    mark            BLOB    NOT NULL CHECK (length(mark) = 32)
) STRICT;

-- Which key the secrets of this database were derived with: another one would make other passwords, second factors and
-- recovery codes, and nobody would be told why theirs no longer work.
-- Its twin is ../sqlite/0035_key_mark.sql.

CREATE TABLE key_mark (
    -- There is one key.
    id              BIGINT  NOT NULL PRIMARY KEY CHECK (id = 1),
    -- HMAC-SHA-256 with the key: it gives nothing of it away.
    mark            BYTEA   NOT NULL CHECK (octet_length(mark) = 32)
);

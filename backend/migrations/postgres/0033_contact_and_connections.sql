-- What the carrier's staff says of itself under Contactez-nous, and what it is shown of refused sign-ins.
-- Its twin is ../sqlite/0033_contact_and_connections.sql.

-- Whom one can call at the carrier. The rows are there once and for all: the staff changes what is in them.
CREATE TABLE contact_desks (
    kind            TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (kind IN ('support', 'customer-service')),
    -- As people read it.
    telephone       TEXT    NOT NULL,
    -- Hundredths of a euro for each minute.
    cents           BIGINT  NOT NULL CHECK (cents BETWEEN 0 AND 999),
    -- NULL: the command line; or nobody, as long as changed_at is NULL, too.
    changed_by      UUID    REFERENCES users (id),
    changed_at      BIGINT 
);

-- When they answer, by day of the week. A day that is not there: not at all.
CREATE TABLE contact_hours (
    kind            TEXT COLLATE "C" NOT NULL REFERENCES contact_desks (kind),
    -- 0: Monday.
    weekday         BIGINT  NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    -- Minutes since midnight.
    opens           BIGINT  NOT NULL CHECK (opens BETWEEN 0 AND 1439),
    closes          BIGINT  NOT NULL CHECK (closes BETWEEN 1 AND 1439 AND closes > opens),
    PRIMARY KEY (kind, weekday)
);

INSERT INTO contact_desks (kind, telephone, cents) VALUES
    ('support', '0 241 742 088', 0),
    ('customer-service', '0 825 878 888', 20);

INSERT INTO contact_hours (kind, weekday, opens, closes) VALUES
    ('support', 0, 480, 1080), ('support', 1, 480, 1080), ('support', 2, 480, 1080),
    ('support', 3, 480, 1080), ('support', 4, 480, 1080),
    ('customer-service', 0, 480, 1080), ('customer-service', 1, 480, 1080), ('customer-service', 2, 480, 1080),
    ('customer-service', 3, 480, 1080), ('customer-service', 4, 480, 1080);

-- For the staff, as long as the counter lasts. Whose login it is; no reference, since counting must not lock the person.
ALTER TABLE attempts ADD COLUMN user_id UUID;
-- The network without its last part: 192.0.2.0/24, 2001:db8:1::/48.
ALTER TABLE attempts ADD COLUMN network TEXT;

CREATE INDEX attempts_by_wait ON attempts (wait_until);
CREATE INDEX attempts_by_network ON attempts (network) WHERE network IS NOT NULL;

-- Wrong passwords and codes, by hour.
CREATE TABLE refused_sign_ins (
    -- The moment at which it began.
    hour            BIGINT  NOT NULL PRIMARY KEY,
    refused         BIGINT  NOT NULL
);

-- The telephone number that people give of themselves. Its twin is ../sqlite/0030_telephones.sql.

-- As it was written; '' when none was given. It is the person's: no customer reads it.
ALTER TABLE users ADD COLUMN telephone TEXT NOT NULL DEFAULT '';

-- Whose the address of a draft's row is already, when the row names somebody in other words: the customer's person
-- with it, or that of the first row with it. Whether it can be the same person is for Rust to say.
ALTER TABLE draft_rows ADD COLUMN named TEXT;

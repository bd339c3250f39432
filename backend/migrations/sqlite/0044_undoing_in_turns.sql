-- An import of many rows is undone in turns, too: some people at a time. The last one of whom it was undone; NULL: it is
-- being written.
ALTER TABLE imports_under_way ADD COLUMN undone_to BLOB;
-- How many mails its undoing withdrew, as the journal tells at the end.
ALTER TABLE imports ADD COLUMN withdrawn_mails INTEGER NOT NULL DEFAULT 0;

-- An import of many rows is undone in turns, too: some people at a time. The last one of whom it was undone; NULL: it is
-- being written.
ALTER TABLE imports_under_way ADD COLUMN undone_to BLOB;
-- How many mails its undoing withdrew, as the journal tells at the end.
ALTER TABLE imports ADD COLUMN withdrawn_mails INTEGER NOT NULL DEFAULT 0;
-- The search index forgets who was removed when it merges what new people have brought. By itself it begins to as soon as a
-- tenth of it is gone: who removes many has it written ten times over, in steps that grow with what is gone, and everybody
-- who writes waits for each.
INSERT INTO assignments_search (assignments_search, rank) VALUES ('deletemerge', 0);

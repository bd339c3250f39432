-- What was last told about a row of a draft: what a commit would do otherwise is shown before it is done.
ALTER TABLE draft_rows ADD COLUMN told TEXT NOT NULL DEFAULT 'unknown';

UPDATE draft_rows SET told = verdict;

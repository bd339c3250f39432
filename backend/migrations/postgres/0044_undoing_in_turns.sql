-- The twin of ../sqlite/0044_undoing_in_turns.sql.
ALTER TABLE imports_under_way ADD COLUMN undone_to UUID;
ALTER TABLE imports ADD COLUMN withdrawn_mails BIGINT NOT NULL DEFAULT 0;

-- The line that names the row's person otherwise, and whose name counts.
ALTER TABLE draft_rows ADD COLUMN overruled_by INTEGER;

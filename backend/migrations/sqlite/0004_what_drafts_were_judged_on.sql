-- What the rows of a draft were judged on: when it is still so at the commit, nothing is judged twice.

-- A fingerprint of the customer's contracts, sites and profiles; NULL when rows were judged on different ones.
ALTER TABLE drafts ADD COLUMN judged_on TEXT;

-- The last entry of the customer's journal; NULL when there were new ones between rows.
ALTER TABLE drafts ADD COLUMN journal_sequence INTEGER;

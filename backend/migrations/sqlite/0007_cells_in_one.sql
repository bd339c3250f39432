-- The cells of a draft's row stand together, as JSON by the codes of their fields, so that a new column of the file
-- needs none here; and its issues are written in another form. Drafts live for a day, and a page that is still open
-- fills another by itself: those that there are go.
DELETE FROM draft_rows;
DELETE FROM drafts WHERE NOT EXISTS
    (SELECT 1 FROM imports i WHERE i.customer_id = drafts.customer_id AND i.draft_id = drafts.id);

ALTER TABLE draft_rows ADD COLUMN cells TEXT NOT NULL DEFAULT '{}';

ALTER TABLE draft_rows DROP COLUMN contract;
ALTER TABLE draft_rows DROP COLUMN sub_account;
ALTER TABLE draft_rows DROP COLUMN site;
ALTER TABLE draft_rows DROP COLUMN profile;
ALTER TABLE draft_rows DROP COLUMN last_name;
ALTER TABLE draft_rows DROP COLUMN first_name;
ALTER TABLE draft_rows DROP COLUMN email;

-- Whether what is told of a draft's row changed when its verdict was last found. Whom the row concerns is not among
-- it: that depends on who has the address with anybody, which no customer may learn.
ALTER TABLE draft_rows ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

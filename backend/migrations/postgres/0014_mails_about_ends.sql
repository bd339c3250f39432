-- Mails that say that an access ends. Its twin is ../sqlite/0014_mails_about_ends.sql.
ALTER TABLE mail_jobs DROP CONSTRAINT mail_jobs_kind_check;
ALTER TABLE mail_jobs ADD CHECK (kind IN ('welcome', 'access', 'reset', 'ending', 'endings'));

-- What such a mail says beside its kind: JSON of backend::mail::Ending.
ALTER TABLE mail_jobs ADD COLUMN ending TEXT;

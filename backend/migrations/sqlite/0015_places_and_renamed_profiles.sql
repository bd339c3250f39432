-- What lies at a place, for whoever administers no more than that; profiles that are renamed while people work. Its twin is ../postgres/0015_places_and_renamed_profiles.sql.

-- What the list counts there (people, failed mails, near ends) is read from this index alone.
CREATE INDEX assignments_by_place ON assignments
    (customer_id, contract_id, site_id, sub_account_id, user_id, mail_failed, next_end_at);

-- Statistics that know nothing of the new index lead to wrong plans until the next ANALYZE.
PRAGMA analysis_limit = 1000;
ANALYZE assignments;

-- What some assignments with a renamed profile still sort by. They show its new name all the same.
CREATE TABLE former_profile_sorts (
    customer_id     BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    sort            TEXT    NOT NULL,
    PRIMARY KEY (customer_id, profile_id, sort),
    FOREIGN KEY (customer_id, profile_id) REFERENCES profiles (customer_id, id)
) STRICT, WITHOUT ROWID;

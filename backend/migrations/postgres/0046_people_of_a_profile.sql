-- What a change of a profile does, with its people in the order of the index: they are counted as they come, where they were put
-- into a hash, and its places are few enough for one. New people come last in it, so it grows at its end and stays smaller. On
-- SQLite, which has no hash and would sort all of them by place, the index of 0011_profiles.sql stays.
CREATE INDEX assignments_by_profile_person ON assignments
    (customer_id, profile_id, user_id, contract_id, sub_account_id, site_id, ends_at);
DROP INDEX assignments_by_profile_place;

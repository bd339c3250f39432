-- What a draft holds by now, so that it holds no more than was announced, and no more than a file may have: rows, and
-- octets of their cells.
ALTER TABLE drafts ADD COLUMN held_rows BIGINT NOT NULL DEFAULT 0;
ALTER TABLE drafts ADD COLUMN held_octets BIGINT NOT NULL DEFAULT 0;

UPDATE drafts SET
    held_rows = (SELECT count(*) FROM draft_rows r WHERE r.customer_id = drafts.customer_id AND r.draft_id = drafts.id),
    held_octets = (SELECT coalesce(sum(octet_length(r.cells)), 0) FROM draft_rows r
        WHERE r.customer_id = drafts.customer_id AND r.draft_id = drafts.id);

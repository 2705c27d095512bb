-- Reviews: a reviewer's own reading of a record stands beside the claim (`judgement.record`, JSON); the claim itself is
-- never rewritten. Decisions made in one go share a batch, so that they can be taken back in one go.
ALTER TABLE judgement ADD COLUMN record TEXT;
ALTER TABLE judgement ADD COLUMN batch TEXT;
CREATE INDEX judgement_batch ON judgement (batch) WHERE batch IS NOT NULL;

-- The decision in force on each claim: the last one that was not taken back (max() makes the other columns that row's).
CREATE VIEW claim_verdict AS
    SELECT a AS claim, max(key) AS judgement, verdict, record FROM judgement
    WHERE subject = 'claim' AND undone_at IS NULL GROUP BY a;

CREATE INDEX claim_confidence ON claim (json_extract(record, '$.confidence'));

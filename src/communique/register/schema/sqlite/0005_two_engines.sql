-- What both engines can ask in the same words: a number for each problem, the confidence of a claim as a column.
CREATE TABLE numbered_problem (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (key),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    place TEXT NOT NULL
);
INSERT INTO numbered_problem SELECT rowid, report, code, message, place FROM problem;
DROP TABLE problem;
ALTER TABLE numbered_problem RENAME TO problem;
CREATE INDEX problem_report ON problem (report);

-- The hash of the page or document as received, where the text was taken out of it.
ALTER TABLE report ADD COLUMN original_sha256 TEXT;

DROP INDEX claim_confidence;
ALTER TABLE claim ADD COLUMN confidence REAL AS (json_extract(record, '$.confidence')) VIRTUAL;
CREATE INDEX claim_confidence ON claim (confidence, key);

-- Reports with frozen text, one row a version; records as claims of one coding of one version.
CREATE TABLE report (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    dateline TEXT,
    added_at TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 1,
    UNIQUE (id, version),
    UNIQUE (id, sha256)
);
CREATE INDEX report_published ON report (published);

CREATE TABLE coding (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (key),
    coder TEXT NOT NULL,
    added_at TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 1,
    UNIQUE (report, coder)
);

CREATE TABLE claim (
    key INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding (key),
    report INTEGER NOT NULL REFERENCES report (key),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    record TEXT NOT NULL,            -- the record as the record format prints it (JSON)
    first_day TEXT,                  -- earliest and latest day of the record's date, or of publication where it has none
    last_day TEXT,
    dated INTEGER NOT NULL,          -- 1 when the days come from the record itself
    UNIQUE (coding, kind, id)
);
CREATE INDEX claim_kind_day ON claim (kind, first_day);
CREATE INDEX claim_report ON claim (report);

CREATE TABLE claim_side (
    claim INTEGER NOT NULL REFERENCES claim (key),
    role TEXT NOT NULL,              -- party, by, to, about, country
    side TEXT NOT NULL,
    PRIMARY KEY (claim, role, side)
) WITHOUT ROWID;
CREATE INDEX claim_side_side ON claim_side (side, role);

CREATE TABLE evidence (
    claim INTEGER NOT NULL REFERENCES claim (key),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (claim, start, end)
) WITHOUT ROWID;

-- What became of a claim's evidence when its report's text changed: exact (the same words stand once in the new text) or
-- orphaned. The claim itself stays with the old text either way.
CREATE TABLE evidence_fate (
    claim INTEGER NOT NULL REFERENCES claim (key),
    report INTEGER NOT NULL REFERENCES report (key),
    fate TEXT NOT NULL CHECK (fate IN ('exact', 'orphaned')),
    PRIMARY KEY (claim, report)
) WITHOUT ROWID;

CREATE TABLE problem (
    report INTEGER NOT NULL REFERENCES report (key),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    place TEXT NOT NULL
);
CREATE INDEX problem_report ON problem (report);

CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content = 'report', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE evidence_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 2");  -- rowid = claim

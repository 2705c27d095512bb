-- A register as schema 4 wrote it, with one report, one claim, a judgement on it and a problem; not joined yet.
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

-- What joining found: nodes (claims that are one for certain), the keys they meet under, links, and people's judgements.
CREATE TABLE node (
    key INTEGER PRIMARY KEY,
    "join" TEXT NOT NULL,
    signature TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (key),     -- the first claim of this signature speaks for the node
    "case" INTEGER NOT NULL,                             -- smallest node key of the nodes that are the same
    first_day TEXT,                                      -- days in which what it tells may have happened; NULL where a
    last_day TEXT,                                       -- case has no time of its own (people, bodies)
    UNIQUE ("join", signature)
);
CREATE INDEX node_case ON node ("case");

CREATE TABLE claim_node (
    claim INTEGER PRIMARY KEY REFERENCES claim (key),
    node INTEGER NOT NULL REFERENCES node (key)
);
CREATE INDEX claim_node_node ON claim_node (node);

CREATE TABLE block (
    "join" TEXT NOT NULL,
    value TEXT NOT NULL,
    node INTEGER NOT NULL REFERENCES node (key),
    PRIMARY KEY ("join", value, node)
) WITHOUT ROWID;

CREATE TABLE same_link (
    a INTEGER NOT NULL REFERENCES node (key),
    b INTEGER NOT NULL REFERENCES node (key),
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX same_link_b ON same_link (b);

-- Keys under which a claim waits for followers.
CREATE TABLE waiting (
    follow_up TEXT NOT NULL,
    value TEXT NOT NULL,
    day TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (key),
    PRIMARY KEY (follow_up, value, day, claim)
) WITHOUT ROWID;

CREATE TABLE follow_link (
    key INTEGER PRIMARY KEY,
    earlier INTEGER NOT NULL REFERENCES claim (key),
    later INTEGER NOT NULL REFERENCES claim (key),
    relation TEXT NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    rule TEXT NOT NULL,
    UNIQUE (earlier, later, relation)
);
CREATE INDEX follow_link_later ON follow_link (later);

-- What a person decided. Never deleted: an undone judgement keeps its row.
CREATE TABLE judgement (
    key INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('same', 'follow-up', 'claim')),
    a INTEGER NOT NULL,                                  -- node keys for 'same', claim keys for 'follow-up' and 'claim'
    b INTEGER,
    verdict TEXT NOT NULL,                               -- same, different, unsure | confirmed, rejected, unsure
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
);
CREATE INDEX judgement_pair ON judgement (subject, a, b);

-- A dated status of an undertaking, with the claim that shows it; never overwritten, a series.
CREATE TABLE assessment (
    key INTEGER PRIMARY KEY,
    undertaking INTEGER NOT NULL REFERENCES claim (key),
    status TEXT NOT NULL,
    day TEXT NOT NULL,
    evidence INTEGER REFERENCES claim (key),
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
);
CREATE INDEX assessment_undertaking ON assessment (undertaking, day);

INSERT INTO report (key, id, version, sha256, text, title, outlet, published, added_at) VALUES (1, 'r1', 1, 'aa', 'China promised to build a hospital in Gwadar. Pakistan thanked China.', 'A promise', 'Margalla Wire', '2025-03-01', '2025-03-01T00:00:00+00:00');
INSERT INTO coding (key, report, coder, added_at) VALUES (1, 1, 'communique 0.1.0', '2025-03-01T00:00:00+00:00');
INSERT INTO claim (key, coding, report, kind, id, record, first_day, last_day, dated) VALUES (1, 1, 1, 'undertakings', 'u1', '{"id": "u1", "act": "commit", "by": ["CHN"], "to": ["PAK"], "speaker": null, "matter": "build a hospital", "amounts": [], "due": null, "engagement": null, "topics": [], "evidence": [[6, 34]], "confidence": 0.8, "event_type": "AGREE", "rule": "test"}', '2025-03-01', '2025-03-01', 0);
INSERT INTO claim_side VALUES (1, 'by', 'CHN'), (1, 'to', 'PAK');
INSERT INTO evidence VALUES (1, 6, 34);
INSERT INTO report_words (rowid, title, text) SELECT key, title, text FROM report;
INSERT INTO evidence_words (rowid, words) VALUES (1, 'promised to build a hospital');
INSERT INTO judgement (key, subject, a, b, verdict, who, why, at) VALUES (1, 'claim', 1, NULL, 'confirmed', 'Ayesha', 'read it', '2025-03-02T00:00:00+00:00');
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
INSERT INTO problem VALUES (1, 'text-short', 'the text is short', 'r1.txt');

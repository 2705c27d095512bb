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

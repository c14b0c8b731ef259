-- Keys that let a machine become a node. The secret is kept as its hash; id is what a key shows of itself.
CREATE TABLE enrolment_keys (
    name        TEXT PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL,
    node        TEXT,
    kind        TEXT NOT NULL,
    uses        INTEGER NOT NULL,
    expires_at  BIGINT NOT NULL,
    revoked_at  BIGINT,
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL
);

-- Who came with a key. The same key pair coming again is the same use: its first answer may have been lost.
CREATE TABLE enrolments (
    key_name TEXT NOT NULL REFERENCES enrolment_keys (name) ON DELETE CASCADE,
    key_hash TEXT NOT NULL,
    node     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (key_name, key_hash)
);

-- The last attempts that were refused, for whoever wonders why a machine does not come.
CREATE TABLE enrolment_refusals (
    key_name TEXT NOT NULL REFERENCES enrolment_keys (name) ON DELETE CASCADE,
    at       BIGINT NOT NULL,
    code     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    address  TEXT NOT NULL,
    PRIMARY KEY (key_name, at, code)
);

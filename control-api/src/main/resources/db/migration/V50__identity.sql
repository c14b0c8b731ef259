-- Keys that sign, encrypted by the installation's key file. One root; issuing keys replace each other.
CREATE TABLE authorities (
    name        TEXT PRIMARY KEY,
    role        TEXT NOT NULL,
    state       TEXT NOT NULL,
    certificate TEXT NOT NULL,
    sealed_key  TEXT NOT NULL,
    not_after   BIGINT NOT NULL,
    created_at  BIGINT NOT NULL
);

-- Everything issued to nodes. serial is hexadecimal, small letters.
CREATE TABLE certificates (
    serial     TEXT PRIMARY KEY,
    node       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    issuer     TEXT NOT NULL REFERENCES authorities (name),
    key_hash   TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after  BIGINT NOT NULL,
    issued_at  BIGINT NOT NULL,
    revoked_at BIGINT,
    reason     TEXT,
    version    BIGINT NOT NULL
);
CREATE INDEX certificates_by_node ON certificates (node, issued_at);

-- Grows with every change of what nodes are to believe.
INSERT INTO counters (name, value) VALUES ('trust', 1);

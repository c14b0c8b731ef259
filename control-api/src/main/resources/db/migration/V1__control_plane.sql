-- One SQL for SQLite and PostgreSQL: times are milliseconds since 1970 (UTC), flags are 0 and 1, documents are JSON text.

-- Numbers given out in the order of commits: the row is locked until the transaction ends.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('revision', 0), ('event', 0), ('audit', 0), ('series', 0);

-- The outbox: what changed at which revision, for other instances and for whoever waits.
CREATE TABLE changes (
    revision   BIGINT NOT NULL,
    topic      TEXT NOT NULL,
    name       TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (revision, topic, name)
);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE users (
    name          TEXT PRIMARY KEY,
    display_name  TEXT NOT NULL,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled      INTEGER NOT NULL,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
    secret_hash TEXT PRIMARY KEY,
    user_name   TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    address     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    used_at     BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE tokens (
    name         TEXT PRIMARY KEY,
    user_name    TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    secret_hash  TEXT NOT NULL UNIQUE,
    scopes       TEXT NOT NULL,
    expires_at   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT,
    version      BIGINT NOT NULL
);

-- subject is account:NAME or address:IP.
CREATE TABLE login_failures (
    subject  TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  BIGINT NOT NULL
);

CREATE TABLE audit (
    id           BIGINT PRIMARY KEY,
    at           BIGINT NOT NULL,
    actor_kind   TEXT NOT NULL,
    actor        TEXT NOT NULL,
    address      TEXT NOT NULL,
    action       TEXT NOT NULL,
    resource     TEXT NOT NULL,
    before_value TEXT,
    after_value  TEXT,
    request_id   TEXT NOT NULL
);

CREATE TABLE events (
    id       BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,
    severity TEXT NOT NULL,
    kind     TEXT NOT NULL,
    node     TEXT,
    tunnel   TEXT,
    path     TEXT,
    message  TEXT NOT NULL,
    details  TEXT NOT NULL
);
CREATE INDEX events_by_node ON events (node, id);

CREATE TABLE nodes (
    name       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    spec       TEXT NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE uplinks (
    node       TEXT NOT NULL REFERENCES nodes (name) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    spec       TEXT NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (node, name)
);

-- Which edges name which hubs, as their specs say.
CREATE TABLE edge_hubs (
    edge TEXT NOT NULL REFERENCES nodes (name) ON DELETE CASCADE,
    hub  TEXT NOT NULL,
    PRIMARY KEY (edge, hub)
);
CREATE INDEX edge_hubs_by_hub ON edge_hubs (hub);

-- What a node shall run, compiled from all that concerns it; revision is the one of the change that last altered it.
CREATE TABLE desired_specs (
    node               TEXT PRIMARY KEY REFERENCES nodes (name) ON DELETE CASCADE,
    revision           BIGINT NOT NULL,
    spec               TEXT NOT NULL,
    by_person          INTEGER NOT NULL,
    confirmed_revision BIGINT NOT NULL
);

-- Inner addresses stay an edge's own as long as it names the hub.
CREATE TABLE inner_addresses (
    hub     TEXT NOT NULL,
    network TEXT NOT NULL,
    edge    TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (hub, network, edge),
    UNIQUE (hub, address)
);

-- What a node said last: written when its state changes, and once a minute.
CREATE TABLE node_reports (
    node        TEXT PRIMARY KEY REFERENCES nodes (name) ON DELETE CASCADE,
    reported_at BIGINT NOT NULL,
    report      TEXT NOT NULL
);

CREATE TABLE node_commands (
    id          TEXT PRIMARY KEY,
    node        TEXT NOT NULL REFERENCES nodes (name) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    parameters  TEXT NOT NULL,
    state       TEXT NOT NULL,
    reason      TEXT,
    result      TEXT,
    created_at  BIGINT NOT NULL,
    started_at  BIGINT,
    finished_at BIGINT
);
CREATE INDEX node_commands_by_node ON node_commands (node, state);

CREATE TABLE metric_series (
    id     BIGINT PRIMARY KEY,
    node   TEXT NOT NULL,
    tunnel TEXT NOT NULL,
    path   TEXT NOT NULL,
    UNIQUE (node, tunnel, path)
);

-- data: samples of 20 characters, in the order of arrival; see telemetry.Sample.
CREATE TABLE metric_chunks (
    series             BIGINT NOT NULL REFERENCES metric_series (id) ON DELETE CASCADE,
    resolution_seconds INTEGER NOT NULL,
    start_at           BIGINT NOT NULL,
    data               TEXT NOT NULL,
    PRIMARY KEY (series, resolution_seconds, start_at)
);
CREATE INDEX metric_chunks_by_age ON metric_chunks (resolution_seconds, start_at);

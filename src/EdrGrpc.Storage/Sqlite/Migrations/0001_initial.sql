-- Schema 1. Times are UTC ticks, ids 16 bytes big-endian, booleans 0/1.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE submissions (
  id BLOB PRIMARY KEY,
  accept_revision INTEGER NOT NULL,
  batch_id BLOB,
  batch_item_id TEXT NOT NULL,
  request_id BLOB NOT NULL,
  principal TEXT NOT NULL,
  server TEXT NOT NULL,
  target_host TEXT NOT NULL,
  kind INTEGER NOT NULL,
  isolation_enable INTEGER,
  area TEXT NOT NULL,
  severity INTEGER NOT NULL,
  action BLOB NOT NULL,
  context TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  state INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  added_at INTEGER,
  send_before INTEGER,
  highest_incident_id INTEGER,
  tasks_before TEXT,
  task_id_floor INTEGER,
  incident_id INTEGER,
  task_id TEXT,
  task_name TEXT,
  task_state TEXT,
  task_percent INTEGER,
  error TEXT,
  attempts INTEGER NOT NULL,
  waiting_reason TEXT NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX submissions_by_acceptance ON submissions (accept_revision);
CREATE INDEX submissions_unfinished ON submissions (server, target_host, accept_revision) WHERE state < 9;
CREATE UNIQUE INDEX submissions_incident ON submissions (server, incident_id) WHERE incident_id IS NOT NULL;
CREATE UNIQUE INDEX submissions_task ON submissions (server, task_id) WHERE task_id IS NOT NULL;
CREATE INDEX submissions_batch ON submissions (batch_id, accept_revision) WHERE batch_id IS NOT NULL;
CREATE INDEX submissions_ended ON submissions (updated_at) WHERE state >= 9;
CREATE INDEX submissions_host ON submissions (target_host, accept_revision) WHERE state >= 9;

-- Apart from the row that every step reads: a body may hold 32,767 characters of path.
CREATE TABLE bodies (
  submission_id BLOB PRIMARY KEY,
  head TEXT NOT NULL,
  tail TEXT,
  archive_sha256 TEXT
) WITHOUT ROWID;

CREATE INDEX bodies_archive ON bodies (archive_sha256) WHERE archive_sha256 IS NOT NULL;

CREATE TABLE archives (
  sha256 TEXT PRIMARY KEY,
  content BLOB NOT NULL
);

CREATE TABLE labels (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  accept_revision INTEGER NOT NULL,
  PRIMARY KEY (key, value, accept_revision)
) WITHOUT ROWID;

CREATE TABLE request_ids (
  principal TEXT NOT NULL,
  request_id BLOB NOT NULL,
  fingerprint BLOB NOT NULL,
  first_id BLOB NOT NULL,
  batch_id BLOB,
  PRIMARY KEY (principal, request_id)
) WITHOUT ROWID;

-- What steps change, as it was at each event.
CREATE TABLE events (
  revision INTEGER PRIMARY KEY,
  submission_id BLOB NOT NULL,
  state INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  added_at INTEGER,
  send_before INTEGER,
  highest_incident_id INTEGER,
  tasks_before TEXT,
  task_id_floor INTEGER,
  incident_id INTEGER,
  task_id TEXT,
  task_name TEXT,
  task_state TEXT,
  task_percent INTEGER,
  error TEXT,
  attempts INTEGER NOT NULL,
  waiting_reason TEXT NOT NULL,
  source INTEGER NOT NULL,
  detail TEXT NOT NULL
);

CREATE INDEX events_by_submission ON events (submission_id, revision);

CREATE TABLE permits (
  submission_id BLOB PRIMARY KEY,
  server TEXT NOT NULL,
  task_id_floor INTEGER NOT NULL,
  task_id TEXT
) WITHOUT ROWID;

CREATE TABLE observations (
  server TEXT PRIMARY KEY,
  observed_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE observed_tasks (
  server TEXT NOT NULL,
  task_id TEXT NOT NULL,
  -- NULL for an id that is no number: it counts always.
  number INTEGER,
  PRIMARY KEY (server, task_id)
) WITHOUT ROWID;

-- Never purged: KLINCDT_ADDED must grow per host for ever.
CREATE TABLE last_added (
  server TEXT NOT NULL,
  target_host TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (server, target_host)
) WITHOUT ROWID;

-- Schema 1: the same tables as SQLite's schema 4. Times are UTC ticks (100 ns, finer than timestamptz), so that both databases give back what was stored.
-- Keys compare bytewise (COLLATE "C"): an update of the operating system's collations must not break an index.

-- The one row that every group of writes locks first and updates last: it makes revisions visible in order, and the audit chain and all limits exact.
CREATE TABLE store_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  store_id uuid NOT NULL,
  -- system identifier / timeline of the server that wrote last
  cluster text NOT NULL,
  version bigint NOT NULL,
  epoch integer NOT NULL,
  revision bigint NOT NULL,
  purged_revision bigint NOT NULL,
  unfinished bigint NOT NULL,
  audit_sequence bigint NOT NULL,
  audit_hash bytea NOT NULL,
  sending text
) WITH (fillfactor = 20);

-- The last group that each writer committed: tells after a lost connection whether its COMMIT arrived.
CREATE TABLE writers (
  id uuid PRIMARY KEY,
  group_number bigint NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE submissions (
  id uuid PRIMARY KEY,
  accept_revision bigint NOT NULL,
  batch_id uuid,
  batch_item_id text NOT NULL,
  request_id uuid NOT NULL,
  principal text COLLATE "C" NOT NULL,
  server text COLLATE "C" NOT NULL,
  target_host text COLLATE "C" NOT NULL,
  kind integer NOT NULL,
  isolation_enable integer,
  area text NOT NULL,
  severity integer NOT NULL,
  action bytea NOT NULL,
  context text,
  created_at bigint NOT NULL,
  expires_at bigint,
  principal_groups text,
  effects integer NOT NULL,
  release_after bigint,
  isolation_id uuid,
  state integer NOT NULL,
  revision bigint NOT NULL,
  updated_at bigint NOT NULL,
  added_at bigint,
  send_before bigint,
  highest_incident_id integer,
  tasks_before text,
  task_id_floor bigint,
  incident_id integer,
  task_id text COLLATE "C",
  task_name text,
  task_state text,
  task_percent integer,
  error text,
  attempts integer NOT NULL,
  waiting_reason text NOT NULL,
  approval text
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX submissions_by_acceptance ON submissions (accept_revision);
CREATE INDEX submissions_unfinished ON submissions (server, target_host, accept_revision) WHERE state < 9;
CREATE INDEX submissions_awaiting_task ON submissions (server, target_host, kind) WHERE state BETWEEN 3 AND 6;
CREATE UNIQUE INDEX submissions_incident ON submissions (server, incident_id) WHERE incident_id IS NOT NULL;
CREATE UNIQUE INDEX submissions_task ON submissions (server, task_id) WHERE task_id IS NOT NULL;
CREATE INDEX submissions_batch ON submissions (batch_id, accept_revision) WHERE batch_id IS NOT NULL;
CREATE INDEX submissions_ended ON submissions (updated_at) WHERE state >= 9;
CREATE INDEX submissions_host ON submissions (target_host, accept_revision);
CREATE INDEX submissions_by_effect ON submissions (created_at, effects, principal, state);
CREATE INDEX submissions_by_principal ON submissions (principal, accept_revision);
CREATE INDEX submissions_isolations ON submissions (server, target_host, accept_revision) WHERE kind = 7;
CREATE INDEX submissions_release_due ON submissions (state, updated_at) WHERE release_after IS NOT NULL;
CREATE UNIQUE INDEX submissions_releases ON submissions (isolation_id) WHERE isolation_id IS NOT NULL;
-- Submissions that were sent more than once, or whose sending ended without an incident: KSC may work off a lost request late.
CREATE INDEX submissions_doubtful ON submissions (send_before)
  WHERE attempts > 1 OR (state >= 9 AND send_before IS NOT NULL AND incident_id IS NULL);

-- Apart from the row that every step writes anew: a body may hold 32,767 characters of path.
CREATE TABLE bodies (
  submission_id uuid PRIMARY KEY,
  head text NOT NULL,
  tail text,
  archive_sha256 text COLLATE "C"
);

CREATE INDEX bodies_archive ON bodies (archive_sha256) WHERE archive_sha256 IS NOT NULL;

CREATE TABLE archives (
  sha256 text COLLATE "C" PRIMARY KEY,
  content bytea NOT NULL
);

CREATE TABLE labels (
  key text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  accept_revision bigint NOT NULL,
  PRIMARY KEY (key, value, accept_revision)
);

CREATE TABLE request_ids (
  principal text COLLATE "C" NOT NULL,
  request_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  first_id uuid NOT NULL,
  batch_id uuid,
  PRIMARY KEY (principal, request_id)
);

-- What steps change, as it was at each event.
CREATE TABLE events (
  revision bigint PRIMARY KEY,
  submission_id uuid NOT NULL,
  state integer NOT NULL,
  updated_at bigint NOT NULL,
  added_at bigint,
  send_before bigint,
  highest_incident_id integer,
  tasks_before text,
  task_id_floor bigint,
  incident_id integer,
  task_id text,
  task_name text,
  task_state text,
  task_percent integer,
  error text,
  attempts integer NOT NULL,
  waiting_reason text NOT NULL,
  approval text,
  source integer NOT NULL,
  detail text NOT NULL
);

CREATE INDEX events_by_submission ON events (submission_id, revision);

CREATE TABLE permits (
  submission_id uuid PRIMARY KEY,
  server text COLLATE "C" NOT NULL,
  task_id_floor bigint NOT NULL,
  task_id text COLLATE "C"
);

CREATE INDEX permits_by_server ON permits (server);

CREATE TABLE observations (
  server text COLLATE "C" PRIMARY KEY,
  observed_at bigint NOT NULL
);

CREATE TABLE observed_tasks (
  server text COLLATE "C" NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  -- NULL for an id that is no number: it counts always.
  number bigint,
  PRIMARY KEY (server, task_id)
);

-- Never purged: KLINCDT_ADDED must grow per host for ever.
CREATE TABLE last_added (
  server text COLLATE "C" NOT NULL,
  target_host text COLLATE "C" NOT NULL,
  added_at bigint NOT NULL,
  PRIMARY KEY (server, target_host)
);

-- Incidents that appeared beside the one a submission claims. Each is raised once.
CREATE TABLE late_incidents (
  server text COLLATE "C" NOT NULL,
  incident_id integer NOT NULL,
  submission_id uuid NOT NULL,
  found_at bigint NOT NULL,
  PRIMARY KEY (server, incident_id)
);

CREATE INDEX late_incidents_by_submission ON late_incidents (submission_id);

-- Only the hash of a token is kept.
CREATE TABLE tokens (
  id uuid PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  principal text NOT NULL,
  description text NOT NULL,
  creator text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  revoked_at bigint
);

-- Append-only: each hash covers the record and the hash before it. Never purged.
CREATE TABLE audit (
  sequence bigint PRIMARY KEY,
  time bigint NOT NULL,
  principal text NOT NULL,
  peer text NOT NULL,
  operation text NOT NULL,
  outcome text NOT NULL,
  rule text NOT NULL,
  submission_id uuid,
  server text NOT NULL,
  target_host text NOT NULL,
  incident_id integer,
  detail text NOT NULL,
  hash bytea NOT NULL
);

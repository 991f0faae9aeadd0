-- Schema 3. Policies, approvals, releases, tokens and the audit record.
ALTER TABLE submissions ADD COLUMN principal_groups TEXT;
ALTER TABLE submissions ADD COLUMN effects INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN release_after INTEGER;
ALTER TABLE submissions ADD COLUMN isolation_id BLOB;
ALTER TABLE submissions ADD COLUMN approval TEXT;
ALTER TABLE events ADD COLUMN approval TEXT;

-- What earlier submissions may have done; of an IOC scan the worst.
UPDATE submissions SET effects = CASE kind
  WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 2 WHEN 4 THEN 38 WHEN 5 THEN 8 WHEN 6 THEN 16
  WHEN 7 THEN CASE isolation_enable WHEN 1 THEN 32 ELSE 64 END WHEN 8 THEN 128 ELSE 4 END;

CREATE INDEX submissions_by_effect ON submissions (created_at, effects, principal, state);
CREATE INDEX submissions_by_principal ON submissions (principal, accept_revision);
CREATE INDEX submissions_isolations ON submissions (server, target_host, accept_revision) WHERE kind = 7;
CREATE INDEX submissions_release_due ON submissions (state, updated_at) WHERE release_after IS NOT NULL;
CREATE UNIQUE INDEX submissions_releases ON submissions (isolation_id) WHERE isolation_id IS NOT NULL;

-- Only the hash of a token is kept.
CREATE TABLE tokens (
  id BLOB PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  principal TEXT NOT NULL,
  description TEXT NOT NULL,
  creator TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) WITHOUT ROWID;

-- Append-only: each hash covers the record and the hash before it. Never purged.
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  principal TEXT NOT NULL,
  peer TEXT NOT NULL,
  operation TEXT NOT NULL,
  outcome TEXT NOT NULL,
  rule TEXT NOT NULL,
  submission_id BLOB,
  server TEXT NOT NULL,
  target_host TEXT NOT NULL,
  incident_id INTEGER,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL
);

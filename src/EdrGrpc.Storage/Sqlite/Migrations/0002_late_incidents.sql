-- Schema 2. Submissions that were sent more than once, or whose sending ended without an incident: KSC may work off a lost request late.
CREATE INDEX submissions_doubtful ON submissions (send_before)
  WHERE attempts > 1 OR (state >= 9 AND send_before IS NOT NULL AND incident_id IS NULL);

-- Incidents that appeared beside the one a submission claims. Each is raised once.
CREATE TABLE late_incidents (
  server TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  submission_id BLOB NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (server, incident_id)
) WITHOUT ROWID;

CREATE INDEX late_incidents_by_submission ON late_incidents (submission_id);

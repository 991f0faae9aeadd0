-- Schema 4. Which submissions of a host are unfinished is kept in memory by the one writing process: an index over hosts, in random order,
-- cost every Submit a page of its own in the WAL and again in the file.
DROP INDEX submissions_unfinished;
CREATE INDEX submissions_unfinished ON submissions (accept_revision) WHERE state < 9;
CREATE INDEX submissions_sent ON submissions (server, target_host) WHERE state BETWEEN 3 AND 6;

-- Schema 3: which replicas are alive, kept by Orleans' ADO.NET clustering. Tables and statements are our own; what they must be called, take and give
-- back is Orleans' interface (Microsoft.Orleans.Clustering.AdoNet 10.4: names of queries, parameters and columns).

-- Every change of the membership raises the version under its row's lock: of two changes that began with the same version one fails and looks again.
CREATE TABLE cluster_versions (
  cluster_id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL
) WITH (fillfactor = 20);

CREATE TABLE cluster_members (
  cluster_id text COLLATE "C" NOT NULL REFERENCES cluster_versions,
  address text COLLATE "C" NOT NULL,
  port integer NOT NULL,
  generation integer NOT NULL,
  silo_name text NOT NULL,
  host_name text NOT NULL,
  status integer NOT NULL,
  gateway_port integer NOT NULL,
  -- who suspects it to be dead, and since when
  suspicions text,
  started_at timestamptz NOT NULL,
  alive_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, address, port, generation)
) WITH (fillfactor = 50);

-- Orleans reads its statements from a table of this name.
CREATE TABLE orleansquery (
  querykey text PRIMARY KEY,
  querytext text NOT NULL
);

INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey', $$
WITH made AS (
  INSERT INTO cluster_versions VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*) > 0 FROM made
$$),
('MembershipReadAllKey', $$
SELECT v.version AS "Version", m.address AS "Address", m.port AS "Port", m.generation AS "Generation", m.silo_name AS "SiloName", m.host_name AS "HostName",
  m.status AS "Status", m.gateway_port AS "ProxyPort", m.suspicions AS "SuspectTimes", m.started_at AS "StartTime", m.alive_at AS "IAmAliveTime"
FROM cluster_versions v LEFT JOIN cluster_members m USING (cluster_id)
WHERE v.cluster_id = @DeploymentId
$$),
('MembershipReadRowKey', $$
SELECT v.version AS "Version", m.address AS "Address", m.port AS "Port", m.generation AS "Generation", m.silo_name AS "SiloName", m.host_name AS "HostName",
  m.status AS "Status", m.gateway_port AS "ProxyPort", m.suspicions AS "SuspectTimes", m.started_at AS "StartTime", m.alive_at AS "IAmAliveTime"
FROM cluster_versions v
LEFT JOIN cluster_members m ON m.cluster_id = v.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.cluster_id = @DeploymentId
$$),
('InsertMembershipKey', $$
WITH raised AS (
  UPDATE cluster_versions SET version = version + 1
  WHERE cluster_id = @DeploymentId AND version = @Version
    AND NOT EXISTS (SELECT FROM cluster_members
      WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
  RETURNING cluster_id),
made AS (
  INSERT INTO cluster_members (cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
  SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
  RETURNING 1)
SELECT count(*) > 0 FROM made
$$),
('UpdateMembershipKey', $$
WITH raised AS (
  UPDATE cluster_versions SET version = version + 1
  WHERE cluster_id = @DeploymentId AND version = @Version
    AND EXISTS (SELECT FROM cluster_members
      WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
  RETURNING cluster_id),
changed AS (
  UPDATE cluster_members m SET status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime
  FROM raised
  WHERE m.cluster_id = raised.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  RETURNING 1)
SELECT count(*) > 0 FROM changed
$$),
('UpdateIAmAlivetimeKey', $$
UPDATE cluster_members SET alive_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('GatewaysQueryKey', $$
SELECT address AS "Address", gateway_port AS "ProxyPort", generation AS "Generation"
FROM cluster_members WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$$),
-- Dead is status 6.
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM cluster_members WHERE cluster_id = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime
$$),
('CleanupDefunctSiloEntryKey', $$
DELETE FROM cluster_members
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
  AND started_at = @StartTime AND alive_at = @IAmAliveTime AND suspicions IS NOT DISTINCT FROM @SuspectTimes
$$),
('DeleteMembershipTableEntriesKey', $$
WITH members AS (DELETE FROM cluster_members WHERE cluster_id = @DeploymentId)
DELETE FROM cluster_versions WHERE cluster_id = @DeploymentId
$$);

namespace EdrGrpc.Storage.Postgres;

/// <summary>The rights of the role that replicas run as (deploy/postgres/roles.sql), given after each migration where that role exists.</summary>
internal static class RuntimeRights
{
    public const string Grant = """
        DO $$
        BEGIN
          IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'edrgrpc') AND current_user <> 'edrgrpc' THEN
            GRANT SELECT, INSERT, UPDATE, DELETE ON submissions, request_ids, permits, observations, observed_tasks, writers TO edrgrpc;
            GRANT SELECT, INSERT, DELETE ON bodies, archives, labels, events, late_incidents TO edrgrpc;
            GRANT SELECT, INSERT, UPDATE ON last_added, tokens, store_head, audit_forwarded TO edrgrpc;
            -- Append-only.
            GRANT SELECT, INSERT ON audit TO edrgrpc;
            GRANT SELECT ON schema_version, orleansquery TO edrgrpc;
            GRANT SELECT, INSERT, UPDATE ON cluster_versions TO edrgrpc;
            GRANT SELECT, INSERT, UPDATE, DELETE ON cluster_members TO edrgrpc;
          END IF;
        END
        $$
        """;
}

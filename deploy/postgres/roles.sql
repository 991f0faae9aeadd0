-- Roles for the PostgreSQL store, run once by an administrator in the database:
--   createdb edrgrpc && psql -d edrgrpc -f roles.sql
-- edrgrpc_owner owns the tables and migrates them; edrgrpc is what the replicas run as: it changes no table and cannot edit or remove audit records.
-- Give both a way to log in as your site does it (\password edrgrpc, client certificates, …).
--
-- A new version of EdrGrpc is started once as edrgrpc_owner (`edrgrpc --migrate-store`), then the replicas as edrgrpc.

CREATE ROLE edrgrpc_owner LOGIN;
CREATE ROLE edrgrpc LOGIN;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO edrgrpc_owner;
GRANT USAGE ON SCHEMA public TO edrgrpc;

-- A session that stands still while it holds the lock of the store is ended. EdrGrpc asks for this itself; here for whoever else logs in as it.
ALTER ROLE edrgrpc SET idle_in_transaction_session_timeout = '10s';

-- Schema 2. Up to which record the audit record was passed on, by the address it was passed on to.
CREATE TABLE audit_forwarded (
  address text COLLATE "C" PRIMARY KEY,
  sequence bigint NOT NULL
);

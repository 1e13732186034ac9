-- Failed logins of an address, whether an account has it or not. The address itself is not kept, only its hash.
CREATE TABLE login_attempts (
    address_hash    bytea PRIMARY KEY,
    failures        int NOT NULL,
    pending         int NOT NULL, -- being checked right now; they count until they turn out well
    until           timestamptz NOT NULL
);

-- The contracts that an advanced user was associated to. Its twin is ../postgres/0023_contracts_of_advanced_users.sql.

-- An advanced user without a row here sees all contracts of the customer, those to come as well.
CREATE TABLE advanced_user_contracts (
    customer_id     BLOB    NOT NULL,
    user_id         BLOB    NOT NULL,
    contract_id     BLOB    NOT NULL,
    PRIMARY KEY (customer_id, user_id, contract_id),
    FOREIGN KEY (customer_id, user_id) REFERENCES advanced_users (customer_id, user_id) ON DELETE CASCADE,
    FOREIGN KEY (customer_id, contract_id) REFERENCES contracts (customer_id, id)
) STRICT, WITHOUT ROWID;

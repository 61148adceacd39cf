SELECT role, phone, email FROM person WHERE customer_id = :customer_id AND name_key = :name_key AND since = ''

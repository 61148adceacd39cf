-- A customers file against the book.

-- name: twins
-- A person of one customer in several rows. The same facts: all but the first are too many; other facts: none holds.
SELECT s.row_no, s.person, CASE s.row_no WHEN g.first THEN g.last ELSE g.first END AS other, g.alike
FROM temp.staged_customer s
JOIN (
    SELECT customer_id, person_key, min(row_no) AS first, max(row_no) AS last,
        min(role) IS max(role) AND min(phone) IS max(phone) AND min(email) IS max(email) AS alike
    FROM temp.staged_customer
    WHERE stage = :stage
    GROUP BY customer_id, person_key
    HAVING count(*) > 1
) g ON g.customer_id = s.customer_id AND g.person_key = s.person_key
WHERE s.stage = :stage AND NOT (g.alike AND s.row_no = g.first)
ORDER BY s.row_no;

-- name: torn
-- Rows that say of their customer what its first row does not.
SELECT s.row_no, f.row_no, CASE
    WHEN s.name <> f.name THEN 'customer'
    WHEN s.parent_id IS NOT f.parent_id THEN 'parent'
    WHEN s.collector IS NOT f.collector THEN 'collector'
    WHEN s.segment IS NOT f.segment THEN 'segment'
    WHEN s.zone IS NOT f.zone THEN 'zone'
    WHEN s.pays_centrally IS NOT f.pays_centrally THEN 'pays_centrally'
    WHEN s.sales_owner IS NOT f.sales_owner THEN 'sales_owner'
    WHEN s.language IS NOT f.language THEN 'language'
    WHEN s.country IS NOT f.country THEN 'country'
    WHEN s.company_size IS NOT f.company_size THEN 'company_size'
    WHEN s.on_hold IS NOT f.on_hold THEN 'on_hold'
    END AS col, s.customer_id
FROM temp.staged_customer s
JOIN (
    SELECT customer_id, min(row_no) AS row_no FROM temp.staged_customer WHERE stage = :stage GROUP BY customer_id
) g ON g.customer_id = s.customer_id AND g.row_no < s.row_no
JOIN temp.staged_customer f ON f.customer_id = g.customer_id AND f.row_no = g.row_no AND f.stage = :stage
WHERE s.stage = :stage AND col IS NOT NULL
ORDER BY s.row_no;

-- name: parents
-- Who is whose parent once this file is applied.
SELECT customer_id, parent_id, 0 FROM customer WHERE parent_id IS NOT NULL
UNION ALL
SELECT customer_id, parent_id, row_no FROM temp.staged_customer
WHERE stage = :stage AND parent_id IS NOT NULL
ORDER BY 3;

-- name: states
SELECT state, count(*) FROM (
    SELECT min(CASE
        WHEN c.customer_id IS NULL THEN 'new'
        WHEN coalesce(nullif(s.name, ''), c.name) = c.name
            AND coalesce(s.parent_id, c.parent_id, '') = coalesce(c.parent_id, '')
            AND coalesce(s.pays_centrally, c.pays_centrally) = c.pays_centrally
            AND coalesce(s.collector, c.collector) = c.collector
            AND coalesce(s.sales_owner, c.sales_owner) = c.sales_owner
            AND coalesce(s.segment, c.segment) = c.segment
            AND coalesce(s.language, c.language) = c.language
            AND coalesce(s.country, c.country) = c.country
            AND coalesce(s.company_size, c.company_size) = c.company_size
            AND coalesce(s.zone, c.zone, '') = coalesce(c.zone, '')
            AND coalesce(s.on_hold, c.on_hold) = c.on_hold
            AND (coalesce(s.person, s.phone, s.email, '') = '' OR EXISTS (
                SELECT 1 FROM person p
                WHERE p.customer_id = s.customer_id AND p.name_key = s.person_key AND p.since = ''
                    AND coalesce(s.role, p.role) = p.role AND coalesce(s.phone, p.phone) = p.phone
                    AND coalesce(s.email, p.email) = p.email
            ))
            THEN 'same'
        ELSE 'changed' END) AS state
    FROM temp.staged_customer s
    LEFT JOIN customer c ON c.customer_id = s.customer_id
    WHERE s.stage = :stage AND NOT s.dropped
    GROUP BY s.customer_id
) GROUP BY state;

-- name: kept
-- The rows that the book keeps of this file, one text a row, in the order of their digest.
SELECT json_array(
    row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, segment, language, country,
    company_size, zone, on_hold, person, role, phone, email
)
FROM temp.staged_customer
WHERE stage = :stage AND NOT dropped
ORDER BY row_no;

-- name: note
-- Customers' names as they are searched. Invoices too have their customers staged like this.
INSERT OR IGNORE INTO temp.read_name
SELECT shown, name_key(shown) FROM (
    SELECT DISTINCT coalesce(nullif(name, ''), customer_id) AS shown FROM temp.staged_customer
    WHERE stage = :stage AND NOT dropped
);

-- name: apply
INSERT INTO customer_row
    (batch_seq, row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, segment, language,
    country, company_size, zone, on_hold, person, role, phone, email)
SELECT :batch_seq, row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, segment, language,
    country, company_size, zone, on_hold, person, role, phone, email
FROM temp.staged_customer
WHERE stage = :stage AND NOT dropped
ORDER BY row_no;

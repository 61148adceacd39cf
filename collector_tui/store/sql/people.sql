-- Of one name, what was said last before the cut comes last.
SELECT customer_id, name_key, person_id, name, role, phone, email, zone, no_phone
FROM person
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND since < :cut
ORDER BY customer_id, name_key, since

SELECT customer_id FROM matter WHERE matter_id = :matter_id

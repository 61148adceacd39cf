-- What one person, or with NULL everybody, did on a day: calls out (a skip is none), right parties reached, promises.
SELECT
    (
        SELECT count(*) FROM contact
        WHERE occurred_at >= :begins AND occurred_at < :ends AND (:actor IS NULL OR actor = :actor)
            AND NOT inbound AND outcome <> 'skipped'
    ),
    (
        SELECT count(*) FROM contact
        WHERE occurred_at >= :begins AND occurred_at < :ends AND (:actor IS NULL OR actor = :actor) AND rpc
    ),
    (
        SELECT count(*) FROM matter
        WHERE occurred_at >= :begins AND occurred_at < :ends AND (:actor IS NULL OR actor = :actor) AND kind = 'promise'
    )

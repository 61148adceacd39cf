SELECT kind, ref_entry_id FROM entry WHERE entry_id = :entry_id

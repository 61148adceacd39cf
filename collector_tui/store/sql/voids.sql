SELECT entry_id FROM entry WHERE ref_entry_id = :entry_id AND kind = 'void'

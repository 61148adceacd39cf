SELECT max(recorded_at) FROM entry

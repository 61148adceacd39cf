"""What a contact left open: from what was said, through what must be said, to matters for the journal."""

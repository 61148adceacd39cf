"""What people did and heard: one frozen dataclass a kind of entry. Nothing in a journal is changed or deleted."""

"""What people did and heard: one frozen dataclass per kind of entry. Nothing in a journal is ever changed or deleted."""

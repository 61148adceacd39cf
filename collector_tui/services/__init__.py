"""Use cases: one file a verb-noun. They know the domain and the ports they declare, never a database or a screen."""

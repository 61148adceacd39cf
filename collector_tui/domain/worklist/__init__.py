"""The worklist: gather, gate, score, order, build. Pure functions over frozen values; never stored as truth."""

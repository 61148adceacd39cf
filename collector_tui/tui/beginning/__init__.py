"""The first run: a welcome where there is no book yet, and the ways to one."""

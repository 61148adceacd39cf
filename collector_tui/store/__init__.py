"""The only room that touches a database. Writing: Core statements in a unit of work; reading: named .sql files."""

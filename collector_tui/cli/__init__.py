"""The `collector` command: plain text for people, pipes and screen readers; one file a group, imports only when used."""

"""The `collector` command: plain text for people, pipes and screen readers; one file a group, loaded when used."""

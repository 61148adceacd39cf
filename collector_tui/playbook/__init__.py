"""What to say to each reason for not paying: one YAML file a card, English and 简体中文 side by side.

`compile` checks the files and writes one JSON file; only `load` is used by the running program.
"""

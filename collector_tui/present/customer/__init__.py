"""Everything known of one customer in blocks of lines, one file a section."""

"""A plan file as text: its one canonical layout, comments kept, and two edits of it merged."""

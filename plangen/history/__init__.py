"""A plan's past: as a revision has it, and what each commit and each year changed in it."""

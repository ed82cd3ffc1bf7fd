"""A plan's past: as a revision holds it, and what each commit and each year changed of it."""

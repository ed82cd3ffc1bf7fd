"""Rules about the plan's structure."""

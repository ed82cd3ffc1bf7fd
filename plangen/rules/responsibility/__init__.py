"""Rules about responsibility."""

"""A returned file → what its rows say, whatever program it went through."""

"""Rules about wording and punctuation."""

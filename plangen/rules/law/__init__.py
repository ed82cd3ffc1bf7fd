"""Rules about laws and names."""

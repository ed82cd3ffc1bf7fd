"""Rules about the form of official documents."""

"""A comparison told in words, once for every format."""

"""What official prose is made of: actors, bodies, laws, figures."""

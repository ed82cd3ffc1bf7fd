"""What official prose is made of: actors, bodies, laws, figures, kinds of document."""

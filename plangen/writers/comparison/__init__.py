"""A comparison of two plans as text: for a terminal, for chat and mail, for programs."""

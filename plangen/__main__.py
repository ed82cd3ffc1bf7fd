"""`python -m plangen`: the same as `plangen`."""

from plangen.cli import main

main()

"""A plan edited part by part, its file the truth: what a workbench shows and changes of it."""

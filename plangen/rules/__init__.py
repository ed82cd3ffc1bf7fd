"""What a careful office checks before it issues a plan: a folder a family, one rule a file."""

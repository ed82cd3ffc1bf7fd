"""What comes back: returned checklists, the ledger of what was reported and decided, the lights."""

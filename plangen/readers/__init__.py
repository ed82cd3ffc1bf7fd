"""Text from outside → a Plan, or all Findings."""

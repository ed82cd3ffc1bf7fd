"""Checklists, the assignment table and the index as XLSX."""

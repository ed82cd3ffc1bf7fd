"""A DOCX read without trust: its package, its styles as they take effect, its paragraphs."""

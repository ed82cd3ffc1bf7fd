"""The document in the middle: what a page says, by the parts of an official document."""

"""Writers: a document or its tasks become the bytes of a file, one module a format."""

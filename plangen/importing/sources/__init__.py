"""Files of any format → one stream of paragraphs and tables: one reader a format."""

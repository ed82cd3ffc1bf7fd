"""A PDF with a text layer → its stream: glyphs to lines, lines to paragraphs, rules to tables."""

"""Last year's Word, PDF or table made a plan: what it says decides, not how it looks.

Readers (`sources`) give one stream of paragraphs and tables. The stream is divided into the parts
of a notice (`dividing`), its numerals are read as a sequence (`outlining`), and what stands under
each becomes sections and items (`content`); what has no place is told (`accounting`).
"""

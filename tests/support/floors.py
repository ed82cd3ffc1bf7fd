"""The floors of the house."""

FLOORS = (
    # 0: plain values, and what stands alone
    {
        "__init__",
        "nearest",
        "numerals",
        "pages",
        "patterns",
        "resources",
        "scalar",
        "typography",
        "workdays",
    },
    {"deadline", "findings", "outline", "schema"},  # 1: one thing of a plan each
    {"document", "files", "git", "sandbox"},  # 2: pages; files, git, templates, untrusted
    {"docx_file", "plan"},  # 3: a DOCX read without trust; what the bureau decided
    {"inspection", "language", "readers", "tasks"},  # 4: DOCX checked; prose known; a plan read
    {"assignments", "checklists", "comparison", "source", "workspace"},  # 5: a plan, seen whole
    {"compose", "merge", "rules", "writers"},  # 6: what is made of it, found in it
    {"delivery", "exports", "history", "page_findings"},  # 7: files; papers; a plan's past
    {"checking"},  # 8: all that is found in a plan file
    {"draft"},  # 9: next year's plan
    {"cli"},  # 10: the commands
    {"__main__"},  # 11: python -m plangen
)

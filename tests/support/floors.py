"""The floors of the house."""

FLOORS = (
    # 0: plain values, and what stands alone
    {
        "__init__",
        "bytecode",
        "digests",
        "libreoffice",
        "nearest",
        "numerals",
        "patterns",
        "resources",
        "results",
        "scalar",
        "typography",
        "workdays",
    },
    {"deadline", "findings", "handbook", "outline", "pages", "samples", "schema"},  # 1: one each
    {"document", "files", "git", "sandbox"},  # 2: pages; files, git, templates, untrusted
    {"docx_file", "packing", "plan"},  # 3: a DOCX read; a workspace as one file; what was decided
    {"inspection", "language", "readers", "tasks"},  # 4: DOCX checked; prose known; a plan read
    # 5: a plan, seen whole; a paper of ours known again
    {"assignments", "checklists", "comparison", "fingerprint", "source", "workspace"},
    {"merge", "rules", "task_tables", "writers"},  # 6: what is made of it, found in it
    {"compose", "history"},  # 7: a plan as pages; a plan's past
    {"beginning", "delivery", "exports", "page_findings"},  # 8: files for all; a plan's papers
    {"checking", "issuing"},  # 9: all that is found in a plan file; what was issued, kept
    {"draft", "importing"},  # 10: next year's plan; what others wrote, taken into one
    {"editing", "progress"},  # 11: a plan edited part by part; what was reported and decided
    {"lsp", "site", "web"},  # 12: plans shown round; the workbench, in an editor, in a browser
    {"cli"},  # 13: the commands
    {"__main__"},  # 14: python -m plangen
)

"""The register: departments, units and groups, from the plan or a file beside it."""

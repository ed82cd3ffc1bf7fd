"""The language server: findings, completion, mends and more in any editor that speaks LSP."""

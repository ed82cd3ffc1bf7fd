"""Rules as code for annual work plans (年度工作实施方案)."""

__version__ = "0.2.0"

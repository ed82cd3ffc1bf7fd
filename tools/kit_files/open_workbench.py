"""Opens the workbench on the folder that came with the interpreter."""

import sys
from pathlib import Path

from plangen.cli import main

sys.argv[1:1] = ["serve", str(Path(__file__).parents[1] / "\u5de5\u4f5c\u6587\u4ef6\u5939")]
main()

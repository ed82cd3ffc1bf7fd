"""The workbench: plangen in a browser window, on this computer alone."""

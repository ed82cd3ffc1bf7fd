"""What is found in a plan or a page, and every format that it is told in."""

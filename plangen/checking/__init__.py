"""What is wrong with plan files: one run of `plangen check`, its choices, waivers and mends."""

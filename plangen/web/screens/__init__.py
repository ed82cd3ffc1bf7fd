"""The screens, one file each: what it shows (`show`), and what its forms ask (`act`)."""

"""方案: a plan edited on its own pages, in as many windows as one likes, saved as one goes."""

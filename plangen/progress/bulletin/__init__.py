"""进展情况通报: what stands at the end of a period, counted so that each number names its lines."""

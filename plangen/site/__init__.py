"""Plans as a site that opens without a server, and as one file each, to be shown round."""

"""Questions over whole histories, worked on side by side: the clusters in partitions, the answers joined."""

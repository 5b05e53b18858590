"""What leaves the service: exports and bundles, readable without it."""

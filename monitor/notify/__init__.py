"""Messages to others: an outbox filled with the projections, and webhooks delivered from it."""

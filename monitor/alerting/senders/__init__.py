"""The form that a message has in each channel, and how the channel says that it was taken."""

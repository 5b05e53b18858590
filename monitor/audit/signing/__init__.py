"""What is signed over the log: checkpoints, receipts, proofs, time stamps; keys and devices."""

"""Drafts of papers for people to sign: decisions, notices, receipts, letters, the yearly evaluation."""

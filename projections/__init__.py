"""Answers, from events alone: tables that can be thrown away and built again."""

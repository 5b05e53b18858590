"""Alerts that reach people: by mail and by the robots of groups, in calendars and in news feeds."""

"""The lists: clusters, last days, alerts, yearly reports; each also as a file."""

from monitor.web.lists.alerts import alert_files, alerts
from monitor.web.lists.clusters import cluster_files, clusters
from monitor.web.lists.due import due, due_files
from monitor.web.lists.noting import acknowledge, alert_page, snooze
from monitor.web.lists.reports import report_files, reports
from monitor.web.route import PageRoute, page, sent

PAGES: tuple[PageRoute, ...] = (
    page("/clusters", "read", clusters),
    page("/clusters.{form}", "read", cluster_files),
    page("/due", "read", due),
    page("/due.{form}", "read", due_files),
    page("/alerts", "read", alerts),
    page("/alerts.{form}", "read", alert_files),
    page("/alerts/{alert}", "read", alert_page),
    sent("/alerts/{alert}/acknowledge", "alert-note", acknowledge),
    sent("/alerts/{alert}/snooze", "alert-note", snooze),
    page("/reports", "read", reports),
    page("/reports.{form}", "read", report_files),
)

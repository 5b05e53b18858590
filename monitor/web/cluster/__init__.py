"""The pages of one cluster: how it stands and why, what is due, what happened, what was known when."""

from monitor.access.policy import READ
from monitor.web.cluster.certificate import certificate_page
from monitor.web.cluster.difference import difference_page
from monitor.web.cluster.files import history_file
from monitor.web.cluster.knowledge import knowledge_page
from monitor.web.cluster.page import cluster_page
from monitor.web.cluster.step import step_page
from monitor.web.route import PageRoute, page

PAGES: tuple[PageRoute, ...] = (
    page("/clusters/{cluster}", READ, cluster_page),
    page("/clusters/{cluster}/certificate", READ, certificate_page),
    page("/clusters/{cluster}/difference", READ, difference_page),
    page("/clusters/{cluster}/knowledge", READ, knowledge_page),
    page("/clusters/{cluster}/step", READ, step_page),
    page("/clusters/{cluster}/history.{form}", READ, history_file),
)

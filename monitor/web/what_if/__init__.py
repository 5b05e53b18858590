"""What would differ under another law, reading, notice or fact; what rests on how a text is read."""

from monitor.web.route import page
from monitor.web.what_if.pages import what_if_file, what_if_page
from monitor.web.what_if.readings import readings_file, readings_page

PAGES = (
    page("/what-if", "what-if", what_if_page),
    page("/what-if.{form}", "what-if", what_if_file),
    page("/interpretations", "what-if", readings_page),
    page("/interpretations.json", "what-if", readings_file),
)

"""The calendar: the days of a year with their notices, last days counted, notices and overrides recorded."""

from monitor.web.calendar.compute import compute, compute_file
from monitor.web.calendar.recording import (
    check_notice,
    check_override,
    notice_again,
    notice_form,
    override_again,
    override_form,
    record_notice,
    record_override,
)
from monitor.web.calendar.year import this_year, year_file, year_page
from monitor.web.route import page, sent

PAGES = (
    page("/calendar", "read-law", this_year),
    page("/calendar/compute", "read-law", compute),
    page("/calendar/compute.json", "read-law", compute_file),
    page("/calendar/notice", "calendar-notice", notice_form),
    sent("/calendar/notice", "calendar-notice", check_notice),
    sent("/calendar/notice/record", "calendar-notice", record_notice),
    sent("/calendar/notice/again", "calendar-notice", notice_again),
    page("/calendar/override", "calendar-override", override_form),
    sent("/calendar/override", "calendar-override", check_override),
    sent("/calendar/override/record", "calendar-override", record_override),
    sent("/calendar/override/again", "calendar-override", override_again),
    # The file first: a year of the page's address may hold any character but a slash.
    page("/calendar/{year}.{form}", "read-law", year_file),
    page("/calendar/{year}", "read-law", year_page),
)

"""The board: the first page of whoever signs in."""

from monitor.web.board.pages import board
from monitor.web.route import PageRoute, page

PAGES: tuple[PageRoute, ...] = (page("/", "own-account", board),)

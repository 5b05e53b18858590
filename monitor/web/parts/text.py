"""What people wrote, as a page shows it.

Promise: no mark of direction or control changes how the rest of a page is read; htpy escapes markup.
"""

from monitor.intake.line import escaped

NOTHING = "—"


def plain(text: object) -> str:
    r"""Return recorded free text with what does not print spelled out; a dash for nothing.

    >>> plain("泉州\u202e市"), plain(None)
    ('泉州\\u202e市', '—')
    """
    return NOTHING if text in (None, "") else escaped(str(text))

"""A text as a QR code (ISO/IEC 18004), drawn here: what it holds goes to no other host.

Promise: dark squares on white with the quiet zone of four that readers need, whatever the ground of the page.
"""

import segno
from htpy import Node, path, rect, svg

_QUIET = 4


def qr_code(text: str, label: str) -> Node:
    """Return a drawing of a text; `label` is said of it to who hears the page.

    Raises:
        segno.DataOverflowError: the text is too long, over some 2,300 bytes.
    """
    rows = [*segno.make(text, error="m", micro=False).matrix_iter(border=_QUIET)]
    side = len(rows)
    squares = "".join(
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return svg(
        ".qr", viewBox=f"0 0 {side} {side}", role="img", aria_label=label, shape_rendering="crispEdges"
    )[
        rect(".light", width=str(side), height=str(side)),
        path(".dark", d=squares),
    ]

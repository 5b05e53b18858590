"""The service as it is served: the interface and the pages, within the layers that they share."""

from starlette.types import ASGIApp

from monitor.api.service import application
from monitor.http.desk import Desk, Parts
from monitor.http.doors import Doors
from monitor.http.layers import within
from monitor.web.site import site


def make(parts: Parts) -> ASGIApp:
    """Return both doors of a service; nothing is connected before the first request."""
    desk = Desk(parts)
    return within(Doors(application(desk), site(desk)), parts)

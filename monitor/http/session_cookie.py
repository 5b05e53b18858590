"""The cookie that a session travels in: out of reach of scripts, and of every other host."""

from fastapi import Request, Response

from monitor.access.entrance import SignedIn


def cookie_name(request: Request) -> str:
    """Return the name of the cookie: over TLS one that no other host and no plain page can set."""
    return "__Host-session" if request.url.scheme == "https" else "session"


def keep_session(request: Request, response: Response, signed: SignedIn) -> None:
    """Give the id of a session to a browser to keep."""
    response.set_cookie(
        cookie_name(request),
        signed.session.reveal(),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def forget_session(request: Request, response: Response) -> None:
    """Let a browser forget the id of its session."""
    response.delete_cookie(cookie_name(request), path="/")

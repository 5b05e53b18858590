"""Upon which version of a cluster a command is given: If-Match and If-None-Match (RFC 9110 13.1)."""

import re

from fastapi import Request

from domain.refusal import RefusedError

_TAG = re.compile(r'"([0-9]{1,18})"')


def expected_version(request: Request, cluster: str) -> int:
    """Return the version that a command expects: 0 for `If-None-Match: *`, a cluster that is not there yet.

    Raises:
        RefusedError: "precondition-required", neither is stated, or both; "version-moved-on", the tag is
            not one of ours and so of no version there is.
    """
    match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
    if none_match is not None and match is None and none_match.strip() == "*":
        return 0
    if match is None or none_match is not None or match.strip() == "*":
        raise RefusedError("precondition-required", cluster=cluster)
    found = _TAG.fullmatch(match.strip())
    if found is None:
        raise RefusedError(
            "version-moved-on", kind="conflict", cluster=cluster, expected=match[:40], found="-"
        )
    return int(found[1])

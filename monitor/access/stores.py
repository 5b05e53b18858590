"""What the entrance and the office of accounts work on."""

import msgspec

from monitor.access.credentials import Credentials
from monitor.access.directory import Directory
from monitor.access.passwords import Passwords
from monitor.access.pauses import Pauses
from monitor.access.record import AccessRecord
from monitor.access.sealing import Sealer
from monitor.access.sessions import Sessions
from monitor.access.token_table import Tokens


class Stores(msgspec.Struct, frozen=True, kw_only=True):
    """The tables behind the entrance, and how secrets are hashed and sealed."""

    directory: Directory
    credentials: Credentials
    sessions: Sessions
    tokens: Tokens
    pauses: Pauses
    record: AccessRecord
    passwords: Passwords
    sealer: Sealer
    source_key: bytes

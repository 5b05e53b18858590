"""Random keys of a database, made when they are first asked for; all replicas have the same."""

import os

from sqlalchemy import Engine, text

from monitor.database import reading, writing

_BYTES = 32
_MAKE = text("INSERT INTO access_keys (name, secret) VALUES (:name, :secret) ON CONFLICT (name) DO NOTHING")
_READ = text("SELECT secret FROM access_keys WHERE name = :name")


def key_for(engine: Engine, name: str) -> bytes:
    """Return the key of this database for one purpose."""
    with reading(engine) as connection:
        found = connection.execute(_READ, {"name": name}).scalar()
    if found is None:
        with writing(engine) as connection:
            connection.execute(_MAKE, {"name": name, "secret": os.urandom(_BYTES)})
            found = connection.execute(_READ, {"name": name}).scalar_one()
    return bytes(found)

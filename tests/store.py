"""Where the archives of a suite are kept: in files, or, where SEPTEL_SERVER names the folder of
a server (tests/postgres-server), in databases there.  A suite asks `at` for the location of
an archive and hands it on; everything else is the same for both."""
import os
import re
import shutil
import sqlite3
import subprocess
import urllib.parse

SERVER = os.environ.get("SEPTEL_SERVER")


def name_of(location):
    return urllib.parse.urlsplit(location).path[1:]


def on_server(location):
    return location.startswith("postgresql:")


def connect(location):
    """What Python's database interface makes of it; its words are `?` in files, `%s` on a server."""
    if not on_server(location):
        return sqlite3.connect(location)
    import psycopg2
    return psycopg2.connect(host=SERVER, user="septel", dbname=name_of(location),
                            options="-c search_path=septel")


def administer(command):
    """An order to the server as a whole."""
    subprocess.run(["psql", "-q", "-h", SERVER, "-U", "septel", "-d", "template1", "-c", command],
                   check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})


MADE = {}


def at(path, template=None):
    """The location of the archive that is the file `path`; on a server, a database of its own,
    made when it is asked for first, or as a copy of `template`."""
    if not SERVER:
        return path
    if path in MADE and not template:
        return MADE[path]
    name = re.sub(r"[^a-z0-9]+", "_", path.lower()).strip("_")[-60:]
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    template = template or "template0"
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    MADE[path] = f"postgresql://septel:secret@/{name}?host={SERVER}"
    return MADE[path]


def copy(location, path):
    """A copy of an archive, and its location."""
    if SERVER:
        return at(path, name_of(location))
    for end in ("", "-wal", "-shm"):
        if os.path.exists(path + end):
            os.remove(path + end)
    shutil.copy(location, path)
    return path


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def change(location, *statements):
    """Runs SQL on an archive; the rows of the last statement."""
    database = connect(location)
    cursor, rows = database.cursor(), []
    for statement in statements:
        words = statement if isinstance(statement, tuple) else (statement,)
        if on_server(location) and len(words) > 1:
            words = (words[0].replace("%", "%%").replace("?", "%s"), words[1])
        cursor.execute(*words)
        rows = [tuple(map(plain, row)) for row in cursor.fetchall()] if cursor.description else []
    database.commit()
    database.close()
    return rows


def files(location):
    """The contents of the files that hold what an archive holds."""
    if SERVER:
        number = change(location, "CHECKPOINT", "SELECT oid FROM pg_database"
                        " WHERE datname = current_database()")[0][0]
        folder = f"{SERVER}/data/base/{number}"
        paths = [f"{folder}/{name}" for name in os.listdir(folder)]
    else:
        paths = [location + end for end in ("", "-wal", "-shm")]
    for path in paths:
        try:
            with open(path, "rb") as file:
                yield file.read()
        except FileNotFoundError:
            pass


def beside(location, end):
    """The file of its users ("-users") or its log ("-log")."""
    if not SERVER:
        return location + end
    place = urllib.parse.urlsplit(location)
    quoted = urllib.parse.quote(place.path, safe="") + "+" + urllib.parse.quote(place.query, safe="")
    return f"{os.environ['XDG_STATE_HOME']}/septel/{quoted}{end}"

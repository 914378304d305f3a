"""relay.py - real relays on loopback, for the suites: a station is a folder, a configuration, processes."""
import contextlib
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import time

BUILD = pathlib.Path(os.environ["SEPTEL_BUILD"])
SEPTEL = str(BUILD / "src/cli/septel")
PARTS = ["relay-control", "relay-sched", "relay-spool", "relay-line", "relay-deliver"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, seconds=10.0):
    """What the condition gives, once it gives something; None when its time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.03)
    return None


def message(serial, precedence="R", to=("RUEHC",), origin="RUEHGB", text="THE TEXT", dtg="040637Z DEC 08",
            filed="3390637", more=""):
    routing = " ".join(to)
    addresses = "\n".join(f"{'TO ' if i == 0 else ''}{ri}/STATION {ri}" for i, ri in enumerate(to))
    return (f"{precedence * 2} {routing}\nDE {origin} #{serial:04d} {filed}\nZNR UUUUU\n{precedence} {dtg}\n"
            f"FM STATION {origin}\n{addresses}\nBT\nUNCLAS\nSUBJECT: NUMBER {serial}\n{more}{text}\nBT\n"
            f"#{serial:04d}\nNNNN\n")


class Station:
    def __init__(self, root, name, config, routes, collectives=None):
        self.folder = pathlib.Path(root) / name
        self.folder.mkdir(parents=True)
        self.name = name
        self.config = self.folder / "relay.conf"
        self.config.write_text(config)
        (self.folder / "routes.tsv").write_text(routes)
        if collectives is not None:
            (self.folder / "collectives.tsv").write_text(collectives)
        self.process = None
        self.log = self.folder / "log"

    def start(self, wait=True, as_root=True):
        before = self.log.read_text().count(" is ready") if self.log.exists() else 0
        words = [SEPTEL, "relay", "--config", str(self.config)] + (["--as-root"] if as_root else [])
        self.process = subprocess.Popen(words, stderr=open(self.log, "a"), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL)
        if wait:
            assert eventually(lambda: self.readies() > before, 20), f"{self.name} does not start:\n{self.log.read_text()}"
        return self

    def readies(self):
        return self.log.read_text().count(" is ready")

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = None
        self.process = None
        return code

    def parts(self):
        """The processes of the relay, by name."""
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            try:
                stat = (entry / "stat").read_text()
                comm = stat[stat.index("(") + 1:stat.rindex(")")]
                parent = int(stat[stat.rindex(")") + 2:].split()[1])
            except (OSError, ValueError):
                continue
            if comm in PARTS and self.process and parent == self.process.pid:
                found[comm] = int(entry.name)
        return found

    def septel(self, *words, data=None, command_options=()):
        return subprocess.run([SEPTEL, *words, "--config", str(self.config), *command_options], input=data,
                              capture_output=True, timeout=60)

    def send(self, *texts, options=()):
        """Hands in messages, one call; their numbers."""
        done = self.septel("send", "-", *options, data="".join(texts).encode())
        if done.returncode != 0:
            raise AssertionError(f"send: {done.returncode} {done.stderr.decode()}")
        return [int(line) for line in done.stdout.split()]

    def order(self, *words):
        done = self.septel(*words)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    def outlets(self):
        done = self.septel("circuit", "list", "--json")
        return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}

    def waiting(self, outlet):
        row = self.outlets().get(outlet)
        return sum(sum(states.values()) for states in row["queue"].values()) if row else None

    def up(self, *names, seconds=15):
        return eventually(lambda: all(self.outlets().get(n, {}).get("up") for n in names), seconds)

    def spool(self):
        return contextlib.closing(sqlite3.connect(f"file:{self.folder}/spool.db?mode=ro", uri=True))

    def journal(self, *events):
        with self.spool() as database:
            rows = database.execute("SELECT event, outlet, detail, message FROM journal ORDER BY number").fetchall()
        return [row for row in rows if not events or row[0] in events]

    def files(self, folder):
        path = self.folder / folder
        return {p.name: p.read_text() for p in sorted(path.glob("*.txt"))} if path.is_dir() else {}


class Report:
    """ok and not ok."""

    def __init__(self, area):
        self.area = area
        self.failed = False

    def __call__(self, name, good, *details):
        if not good:
            self.failed = True
            for detail in details:
                print(detail)
        print(f"{'ok' if good else 'not ok'} {self.area}: {name}", flush=True)
        return bool(good)

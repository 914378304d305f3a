"""What suite 92-circuits needs: the circuits of a configuration as a process, and the other end of
the framing in a few lines of Python, written from framing.h and not from its code."""
import hashlib
import os
import queue
import socket
import subprocess
import threading
import time

TOOL = os.path.join(os.environ.get("SEPTEL_BUILD", "build"), "tests/line_tool")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lines:
    """A process with circuits; events are tuples of fields."""

    def __init__(self, folder, name, station, circuits, incarnation="inc1"):
        self.folder = folder
        self.path = folder / f"{name}.conf"
        self.path.write_text(f'station {station} "{name}" spool s control c routes r\n' +
                             "".join(f"circuit {key} {{ {value} }}\n" for key, value in circuits.items()))
        self.incarnation = incarnation
        self.seen = []
        self.start()

    def start(self):
        self.process = subprocess.Popen([TOOL, str(self.path), self.incarnation], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.events = queue.Queue()
        threading.Thread(target=self._read, args=(self.process, self.events), daemon=True).start()

    @staticmethod
    def _read(process, events):
        for line in iter(process.stdout.readline, b""):
            events.put(tuple(line.decode("latin-1").rstrip("\n").split("|")))
        events.put(None)

    def order(self, *words):
        self.process.stdin.write((" ".join(map(str, words)) + "\n").encode())
        self.process.stdin.flush()

    def transmit(self, circuit, copy, data, precedence="R", attempt=1, identification="-"):
        path = self.folder / f"bytes.{circuit}.{copy}.{attempt}"
        path.write_bytes(data)
        self.order("transmit", circuit, copy, attempt, precedence, identification, path)

    def wait(self, *fields, seconds=10):
        """The next event that begins so (None: any field); None when it does not come."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                event = self.events.get(timeout=left)
            except queue.Empty:
                return None
            if event is None:
                return None
            self.seen.append(event)
            if all(want is None or want == have for want, have in zip(fields, event)):
                return event
        return None

    def none(self, *fields, seconds=0.5):
        return self.wait(*fields, seconds=seconds) is None

    def kill(self, number=9):
        self.process.send_signal(number)
        self.process.wait()

    def close(self):
        """Stops as it should; its exit status and what it complained of."""
        if self.process.poll() is None:
            try:
                self.order("stop", 0)
                self.wait("stopped")
                self.process.stdin.close()
                self.process.wait(5)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self.process.kill()
        status = self.process.wait()
        return status, self.process.stderr.read().decode()


def hash_of(ident, data, precedence="R", identification="-"):
    """What END and every receipt of a transfer tell: of its first line, and of all its bytes."""
    line = f"SEND {ident} {precedence} {identification} {len(data)}".encode()
    return hashlib.blake2b(line + data, digest_size=32).hexdigest()


def send_lines(ident, data, precedence="R", identification="-", chunk=16384):
    """A whole transfer as bytes."""
    parts = [f"SEND {ident} {precedence} {identification} {len(data)}\n".encode()]
    for at in range(0, len(data), chunk):
        piece = data[at:at + chunk]
        parts.append(f"DATA {len(piece)}\n".encode() + piece)
    parts.append(f"END {hash_of(ident, data, precedence, identification)}\n".encode())
    return b"".join(parts)


class Peer:
    """The other end of a connection."""

    def __init__(self, connection, station, circuit="x", window=16, hello=True):
        self.socket = connection
        self.socket.settimeout(10)
        self.buffer = b""
        self.nonce = "n" * 16
        self.station, self.circuit, self.window = station, circuit, window
        if hello:
            self.say(self.hello())

    def hello(self):
        return f"SEPTEL 1 {self.station} {self.circuit} {self.nonce} {self.window}\n".encode()

    def say(self, data):
        self.socket.sendall(data)

    def line(self):
        """The next line, as words; [] at the end."""
        while b"\n" not in self.buffer:
            try:
                more = self.socket.recv(65536)
            except (ConnectionResetError, BrokenPipeError):
                more = b""
            if not more:
                return []
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode().split(" ")

    def skip(self, count):
        while len(self.buffer) < count:
            more = self.socket.recv(65536)
            if not more:
                return False
            self.buffer += more
        self.buffer = self.buffer[count:]
        return True

    def expect(self, word):
        """The next line that begins so; lines of keepalive and data in between are dropped."""
        while True:
            words = self.line()
            if not words or words[0] == word:
                return words
            if words[0] == "DATA" and not self.skip(int(words[1])):
                return []

    def ready(self):
        """Learns the nonce of the other, and says READY; the words of its first line."""
        words = self.expect("SEPTEL")
        if words:
            self.say(f"READY {words[4]}\n".encode())
            self.expect("READY")
        return words

    def close(self):
        self.socket.close()


def call(port, station, **options):
    return Peer(socket.create_connection(("127.0.0.1", port), timeout=10), station, **options)

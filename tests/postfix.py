"""postfix.py - a real Postfix for the suites: its own configuration, queue, log and boxes in a scratch folder."""
import os
import pathlib
import pwd
import socket
import subprocess
import time

PROGRAM = "/usr/sbin/postfix"
BOXES = ("secstate", "duty", "busy")


def can_run():
    return os.path.exists(PROGRAM) and os.geteuid() == 0


class Postfix:
    """Hands on what is for a domain of `stations` (its name: a port of 127.0.0.1), has boxes of dept.example,
    of which `busy` takes nothing until it is told to."""

    def __init__(self, root, port, stations, more=""):
        self.port = port
        self.root = pathlib.Path(root) / "postfix"
        self.etc = self.root / "etc"
        self.boxes = self.root / "boxes"
        self.owner = pwd.getpwnam("postfix")
        for folder in ("etc", "queue", "data", "boxes"):
            (self.root / folder).mkdir(parents=True)
        for folder in ("data", "boxes"):
            os.chown(self.root / folder, self.owner.pw_uid, self.owner.pw_gid)
        self.main = self.main_cf(stations) + more
        self.configure(busy=True)
        (self.etc / "master.cf").write_text(self.master_cf())
        self.run("start")
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)

    def main_cf(self, stations):
        transports = ", ".join(f"{domain}=smtp:[127.0.0.1]:{port}" for domain, port in stations.items())
        boxes = ", ".join(f"{box}@dept.example={box}/" for box in BOXES)
        return f"""
compatibility_level = 3.6
queue_directory = {self.root}/queue
data_directory = {self.root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {self.root}/log
maillog_file_prefixes = {self.root}
myhostname = relay.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
message_size_limit = 52428800
mailbox_size_limit = 0
virtual_mailbox_limit = 0
virtual_mailbox_domains = dept.example
virtual_mailbox_base = {self.boxes}
virtual_mailbox_maps = inline:{{ {boxes} }}
virtual_uid_maps = static:{self.owner.pw_uid}
virtual_gid_maps = static:{self.owner.pw_gid}
virtual_minimum_uid = 1
transport_maps = inline:{{ {transports} }}
relay_domains = {" ".join(stations)}
minimal_backoff_time = 1s
queue_run_delay = 1s
"""

    def master_cf(self):
        return f"""
127.0.0.1:{self.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""

    def configure(self, busy):
        access = "check_recipient_access inline:{ {busy@dept.example = 450 4.2.0 busy} }," if busy else ""
        (self.etc / "main.cf").write_text(
            f"{self.main}\nsmtpd_recipient_restrictions = {access} permit_mynetworks, reject\n")

    def take_all(self):
        """The busy box is busy no more."""
        self.configure(busy=False)
        self.run("reload")

    def run(self, what):
        return subprocess.run([PROGRAM, "-c", str(self.etc), what], capture_output=True)

    def letters(self, box):
        """All letters in a box that were not asked for before."""
        folder, found = self.boxes / box / "new", []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            found.append(path.read_bytes())
            path.unlink()
        return found

    def box(self, name, seconds=20):
        """The next letter in a box, as bytes."""
        folder = self.boxes / name / "new"
        for _ in range(seconds * 10):
            found = sorted(folder.iterdir()) if folder.is_dir() else []
            if found:
                data = found[0].read_bytes()
                found[0].unlink()
                return data
            time.sleep(0.1)
        return b""

    def log(self, length=3000):
        try:
            return (self.root / "log").read_text()[-length:]
        except OSError:
            return ""

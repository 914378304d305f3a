#!/usr/bin/env python3
"""run.py [--accept] FILE.t... - transcripts: "$ command" lines, then what they print.

A transcript is run by bash in the repository's root with the built septel in
PATH and $SCRATCH an empty folder.  After a command come its lines (stdout and
stderr together) and "[exit N]" where it is not 0.  Lines that begin with "#"
before the first command are comment.  --accept writes what was printed into the
file instead of judging.
"""
import os
import pathlib
import subprocess
import sys
import tempfile


def blocks(lines):
    """(command or None, expected lines) in order; None: the comment on top."""
    command, expected = None, []
    for line in lines:
        if line.startswith("$ "):
            yield command, expected
            command, expected = line[2:], []
        else:
            expected.append(line)
    yield command, expected


def run(command, scratch):
    environment = dict(os.environ, SCRATCH=scratch, LC_ALL="C.UTF-8", COLUMNS="80")
    environment["PATH"] = os.path.join(os.environ.get("SEPTEL_BUILD", os.path.abspath("build")), "src/cli") + ":" + os.environ["PATH"]
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=environment, stdin=subprocess.DEVNULL)
    printed = done.stdout.decode("utf-8", "replace").replace(scratch, "$SCRATCH").splitlines()
    return printed + ([f"[exit {done.returncode}]"] if done.returncode else [])


def main():
    accept = sys.argv[1] == "--accept"
    for name in sys.argv[2 if accept else 1:]:
        path, written = pathlib.Path(name), []
        with tempfile.TemporaryDirectory() as scratch:
            for command, expected in blocks(path.read_text().splitlines()):
                if command is None:
                    written += expected
                    continue
                printed = run(command, scratch)
                while printed and printed[-1].strip() == "":
                    printed.pop()
                while expected and expected[-1] == "":
                    expected.pop()
                written += ["$ " + command] + printed + [""]
                if accept:
                    continue
                title = f"e2e: {path.stem}: {command}"
                if [line.rstrip() for line in printed] == [line.rstrip() for line in expected]:
                    print("ok", title)
                else:
                    print("\n".join(["expected:"] + expected + ["printed:"] + printed))
                    print("not ok", title)
        if accept:
            path.write_text("\n".join(line.rstrip() for line in written).rstrip() + "\n")


main()

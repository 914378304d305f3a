#!/usr/bin/env python3
"""apply_repairs.py SEPTEL FILE... - the promises about repairs, on real files.

For each file: applying the `repairs` of parse --json to its bytes gives what
`repair` prints, byte for byte; repairing that again changes nothing; `was` is
what stands there.  One line "ok NAME" or "not ok NAME: why" a file.
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def run(*words):
    return subprocess.run(words, capture_output=True).stdout


def check(septel, path):
    raw = pathlib.Path(path).read_bytes()
    out, at = b"", 0
    for line in run(septel, "parse", "--json", path).splitlines():
        for repair in json.loads(line)["repairs"]:
            start, end = repair["offset"], repair["offset"] + repair["length"]
            if start < at:
                return "repairs overlap"
            if raw[start:end].decode("utf-8", "replace") != repair["was"]:
                return f"was of {repair['kind']} at {start} is not what stands there"
            out += raw[at:start] + repair["now"].encode()
            at = end
    out += raw[at:]
    clean = run(septel, "repair", path)
    if clean != out:
        return "repairs applied are not what repair prints"
    with tempfile.NamedTemporaryFile() as again:
        again.write(clean)
        again.flush()
        if run(septel, "repair", again.name) != clean:
            return "repaired again it changes"
    return None


for name in sys.argv[2:]:
    why = check(sys.argv[1], name)
    short = pathlib.Path(name).name
    print(f"not ok repairs: {short}: {why}" if why else f"ok repairs: {short}")

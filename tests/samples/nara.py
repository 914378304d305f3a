#!/usr/bin/env python3
"""nara.py SEPTEL FOLDER - central-file telegrams against the archive's own keyed attributes.

Prints "miss FIELD NAME: wanted | found" and one line a field, "FIELD: HIT of ALL"
(ALL: where the attribute says something).
"""
import json
import pathlib
import re
import subprocess
import sys
from datetime import datetime

SEPTEL, FOLDER = sys.argv[1:3]
hits, all_ = {}, {}


def septel(*words):
    return subprocess.run([SEPTEL, *words], capture_output=True).stdout.decode()


def fold(text):
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper())


def compare(name, field, wanted, found, equal):
    all_[field] = all_.get(field, 0) + 1
    if equal:
        hits[field] = hits.get(field, 0) + 1
    else:
        print(f"miss {field} {name}: {wanted!r} | {found!r}")


def check(path):
    keyed = json.loads(path.with_suffix(".json").read_text())
    lines = septel("parse", "--json", str(path)).splitlines()
    message, name = json.loads(lines[0]), path.stem
    compare(name, "messages", 1, len(lines), len(lines) == 1)
    wanted = septel("id", keyed["Document Number"]).strip()
    compare(name, "id", wanted, message["id"], wanted == message["id"])
    day = datetime.strptime(keyed["Draft Date"].title(), "%d %b %Y").date()
    found = (message["dtg"] or "")[:10]
    apart = abs((datetime.strptime(found, "%Y-%m-%d").date() - day).days) if found else 99
    compare(name, "dtg", str(day), found, apart <= 1)
    station = fold(re.sub(r" OR-.*", "", keyed["From"]))
    compare(name, "from", station, message["from"]["name"],
            station[:5] in fold(message["from"]["name"]) or station == "STATE" and "SECSTATE" in fold(message["from"]["name"]))
    subject = fold(keyed["Subject"])
    text = path.read_text(errors="replace")
    if subject and subject != "NA" and re.search(r"^ *SUBJ", text, re.M):
        found = fold(message["subject"])
        length = min(len(subject), len(found), 20)
        compare(name, "subject", keyed["Subject"], message["subject"],
                length > 3 and found[:length] == subject[:length])
    if not re.search(r"^ *TAGS", text, re.M):
        tags = None
    else:
        tags = {t.strip() for t in keyed["TAGS"].split(",")}
    mine = {t["tag"] for t in message["tags"] if t["kind"] in ("subject", "program", "geo", "org")}
    if tags and tags != {"n/a"}:
        compare(name, "tags", sorted(tags), sorted(mine), mine <= tags and (mine or not tags))
    compare(name, "classification", keyed["Original Classification"], message["classification"],
            keyed["Original Classification"] == message["classification"])


for path in sorted(pathlib.Path(FOLDER).glob("*.txt")):
    check(path)
for field in all_:
    print(f"{field}: {hits.get(field, 0)} of {all_[field]}")

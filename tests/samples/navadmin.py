#!/usr/bin/env python3
"""navadmin.py SEPTEL FOLDER - Navy general messages against what grep shows.

Whatever a line that grep finds says (NAVADMIN 174/05, a date-time group, FM,
SUBJ/, REF/A/) must be in the message.  Prints "miss FIELD NAME: wanted | found"
and one line a field, "FIELD: HIT of ALL".
"""
import json
import pathlib
import re
import subprocess
import sys

SEPTEL, FOLDER = sys.argv[1:3]
hits, all_ = {}, {}
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def fold(text):
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper())


def compare(name, field, wanted, found, equal):
    all_[field] = all_.get(field, 0) + 1
    if equal:
        hits[field] = hits.get(field, 0) + 1
    else:
        print(f"miss {field} {name}: {wanted!r} | {found!r}")


def check(path, message):
    text, name = path.read_text(errors="replace"), path.stem
    found = re.search(r"^ *NAVADMIN ?(\d{1,3})/(\d{2,4})\b", text, re.M)
    if found:
        wanted = f"NAVADMIN{int(found[1])}/{found[2][-2:]}"
        compare(name, "number", wanted, message["id"], wanted == message["id"])
    found = re.search(r"^ *[ZOPR] ?(\d{2})(\d{2})(\d{2})Z ([A-Z]{3}) (\d{2})\b", text, re.M)
    if found and found[4] in MONTHS and int(found[1]) <= 31 and int(found[2]) < 24:
        wanted = f"20{found[5]}-{MONTHS.index(found[4]) + 1:02}-{found[1]}T{found[2]}:{found[3]}Z"
        compare(name, "dtg", wanted, message["dtg"], wanted == message["dtg"])
    found = re.search(r"^ *FM +(\S.*?)\s*$", text, re.M)
    if found:
        wanted = found[1]
        compare(name, "from", wanted, message["from"]["name"],
                fold(wanted)[:12] == fold(message["from"]["name"])[:12])
    found = re.search(r"^ *SUBJ(?:ECT)?/ *(\S.*?)\s*$", text, re.M)
    if found:
        wanted = fold(found[1].split("//")[0])
        compare(name, "subject", found[1], message["subject"],
                fold(message["subject"]).startswith(wanted[:40]))
    letters = re.findall(r"^ *REF/([A-Z]{1,2})/", text, re.M)
    if letters:
        mine = [r["letter"] for r in message["references"]]
        missing = [x for x in letters if x not in mine]
        compare(name, "references", letters, mine, not missing)
        dated = re.findall(r"^ *REF/([A-Z]{1,2})/(?:MSG|GENADMIN)/[^/\n]*/(\d{6}Z ?[A-Z]{3} ?\d{2,4})//", text, re.M)
        for letter, group in dated:
            refs = [r for r in message["references"] if r["letter"] == letter]
            compare(name, "reference dtg", group, refs, any(r.get("dtg") or r["id"] for r in refs))
    said = re.findall(r"\bREF ([A-Z]) IS (NAVADMIN|ALNAV) (\d{1,3})/(\d{2,4})\b", text)
    for letter, series, number, year in said:
        if not letters or letter not in letters:
            continue
        wanted = f"{series}{int(number)}/{year[-2:]}"
        refs = [r["id"] for r in message["references"] if r["letter"] == letter]
        compare(name, "explained", (letter, wanted), refs, wanted in refs or wanted == message["id"])


files = sorted(p for p in pathlib.Path(FOLDER).rglob("*.txt"))
run = subprocess.run([SEPTEL, "parse", "--json", FOLDER], capture_output=True)
messages = {}
for line in run.stdout.decode().splitlines():
    message = json.loads(line)
    messages.setdefault(message["source"]["file"], message)
for path in files:
    check(path, messages[str(path)])
for field in all_:
    print(f"{field}: {hits.get(field, 0)} of {all_[field]}")

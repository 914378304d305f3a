#!/usr/bin/env python3
"""quotes.py SEPTEL SAMPLES - each quote of the journal stands in the sentence it names.

Prints "ok NAME" or "not ok NAME: what" and the sentence counts of the specimen.
"""
import json
import pathlib
import re
import subprocess
import sys

septel, samples = sys.argv[1], pathlib.Path(sys.argv[2])
COUNTS = [7, 3, 5, 5, 4, 3, 5, 5, 5, 3, 4, 3]
line = subprocess.run([septel, "parse", "--json", str(samples / "seed/08BAGHDAD3796.txt")],
                      capture_output=True).stdout
message = json.loads(line)
found = [len(p["sentences"]) for p in message["paragraphs"]]
print("ok sentences: the specimen" if found == COUNTS and message["signature"] == "CROCKER"
      else f"not ok sentences: {found}")


def fold(text):
    for curly, plain in (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"')):
        text = text.replace(curly, plain)
    return " ".join(text.split())


missing, seen = [], 0
for entry in (samples / "casework/base.jrn").read_text().splitlines():
    anchor = re.match(r'\s+src\s+(\d+)\.(\d+)\s+"(.*)"\s*$', entry)
    if not anchor:
        continue
    seen += 1
    number, sentence, words = int(anchor[1]), int(anchor[2]), anchor[3]
    text = message["subject"] if number == 0 else ""
    for paragraph in message["paragraphs"]:
        if paragraph["number"] == number and 0 < sentence <= len(paragraph["sentences"]):
            text = paragraph["sentences"][sentence - 1]
    if fold(words) not in fold(text):
        missing.append(f"{number}.{sentence} {words!r}")
print(f"ok quotes: {seen} of the journal" if seen > 100 and not missing else f"not ok quotes: {missing[:5]} of {seen}")

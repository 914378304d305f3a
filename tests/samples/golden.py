"""golden.py SEPTEL FOLDER - invented hard messages and the fields they must give.

NAME.json beside NAME.txt holds one object a message with the keys that are held
against what parse finds.  To be read, some are written shorter: addressees by
name, tags by tag, references as "LETTER ID", paragraphs as "NUMBER TEXT".
"""
import json
import pathlib
import subprocess
import sys

SEPTEL, FOLDER = sys.argv[1:3]
SHORT = {
    "to": lambda rows: [row["name"] for row in rows],
    "info": lambda rows: [row["name"] for row in rows],
    "tags": lambda rows: [row["tag"] for row in rows],
    "references": lambda rows: [f"{row['letter'] or 'null'} {row['id'] or 'null'}" for row in rows],
    "paragraphs": lambda rows: [f"{row['number']} {row['text']}" for row in rows],
    "declassify": lambda value: {key: value[key] for key in ("order", "on")},
}


def differences(wanted, found):
    for key, value in wanted.items():
        mine = SHORT.get(key, lambda same: same)(found[key])
        if mine != value:
            yield f"   {key}\n      wanted {value}\n      found  {mine}"


def check(path):
    wanted = [json.loads(line) for line in path.with_suffix(".json").read_text().splitlines()]
    run = subprocess.run([SEPTEL, "parse", "--json", path], capture_output=True)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    wrong = [f"   {len(found)} messages, not {len(wanted)}"] if len(found) != len(wanted) else []
    for one, other in zip(wanted, found):
        wrong += differences(one, other)
    print(f"{'not ok' if wrong else 'ok'} golden: {path.stem}")
    for line in wrong:
        print(line)


for text in sorted(pathlib.Path(FOLDER).glob("*.txt")):
    check(text)

#!/usr/bin/env python3
"""vectors.py SEPTEL FIELDS.JSONL - each vector through the program, by kind.

Prints "miss KIND: INPUT | expected | found" for each miss and one line a kind,
"KIND: HIT of ALL".  Exit 0: judging is the suite's.
"""
import json
import re
import subprocess
import sys

SEPTEL, VECTORS = sys.argv[1:3]
MARK = re.compile(r"^\(\s*[A-Z/ -]+\s*\)\s*")


def run(*words, text=None):
    done = subprocess.run([SEPTEL, *words], input=text, capture_output=True)
    return done.stdout.decode()


def parse(row):
    args = row.get("args", {})
    words = ["parse", "--json", "-"]
    if "year" in args:
        words += ["--year", str(args["year"])]
    if args.get("self_id"):
        words += ["--id", args["self_id"]]
    lines = run(*words, text=row["input"].encode()).splitlines()
    return json.loads(lines[0]) if lines else {}


def found(row):
    kind, args = row["kind"], row.get("args", {})
    if kind in ("canonical_id", "repair_id"):
        return run("id", row["input"]).strip()
    if kind == "tag_kind":
        return run("tags", row["input"]).split("\t")[0]
    message = parse(row)
    if kind == "references":
        return [r["id"] for r in message.get("references", []) if r["kind"] == "message" and r["id"]]
    if kind == "references_typed":
        return [(r["kind"], r["letter"], r["id"]) for r in message.get("references", [])]
    if kind == "tags":
        return [t["tag"] for t in message.get("tags", [])]
    if kind == "subject":
        subject = message.get("subject") or ""
        return MARK.sub("", subject) if args.get("strip_marking") else subject
    if kind == "classified_by":
        return (message.get("classified_by", {}).get("name") or "").upper()
    if kind == "declassify_on":
        return message.get("declassify", {}).get("on")
    raise ValueError(kind)


def wanted(row):
    kind, expected = row["kind"], row["expected"]
    if kind == "references_typed":
        return [("message" if r["kind"] == "cable" else r["kind"], r["bullet"],
                 r["value"] if r["kind"] == "cable" else None) for r in expected]
    if kind == "classified_by":
        return "; ".join(name.upper() for name in expected)
    return expected


def main():
    hits, all_ = {}, {}
    for line in open(VECTORS, encoding="utf-8"):
        row = json.loads(line)
        kind = row["kind"]
        all_[kind] = all_.get(kind, 0) + 1
        want, got = wanted(row), found(row)
        if want == got:
            hits[kind] = hits.get(kind, 0) + 1
        else:
            print(f"miss {kind}: {row['input'][-300:]!r} | {want} | {got}")
    for kind in all_:
        print(f"{kind}: {hits.get(kind, 0)} of {all_[kind]}")
    print(f"all: {sum(hits.values())} of {sum(all_.values())}")


main()

#!/usr/bin/env python3
"""documented.py SEPTEL - septel-format(5) and the source name the same things.

Each part of the page is a set of names, held against the set found in the source or
printed by the program: what one has and the other lacks fails.
"""
import json
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path("man/septel-format.5").read_text()
SOURCE = {path.name: path.read_text() for room in ("message", "cli") for path in
          sorted(pathlib.Path("src", room).glob("*.c"))}


def output(*words):
    return subprocess.run([sys.argv[1], *words], capture_output=True, text=True).stdout


def items(part):
    """The names in the .It lines of a part of the page."""
    text = re.search(rf"^\.Ss {part}\n(.*?)(?=^\.S[sh] )", PAGE, re.M | re.S).group(1)
    return [word for line in re.findall(r"^\.It \w\w (.*)$", text, re.M) for word in line.split(" , ")]


def words_of_calls(functions, word):
    """String literals of the form `word` in calls of the functions, whole statements of them."""
    found = set()
    for text in SOURCE.values():
        for call in re.finditer(rf"\b(?:{functions})\(", text):
            found |= set(re.findall(rf'"({word})"', text[call.start():text.index(";", call.start())]))
    return found


def draft_headers():
    table = re.search(r"HEADERS\[\] = \{(.*?)\n\};", SOURCE["draft_headers.c"], re.S).group(1)
    return set(re.findall(r'\{"(\w+)"', table))


def plain(name):
    return re.sub(r"[^a-z]", "", name.lower())


def judge(title, documented, real):
    faults = [f"{name} is not in the page" for name in sorted(set(real) - set(documented))]
    faults += [f"{name} is in the page alone" for name in sorted(set(documented) - set(real))]
    if len(documented) != len(set(documented)):
        faults.append("a name stands twice in the page")
    if not real:
        faults.append("the source names none")
    print(f"not ok man: {title}: {'; '.join(faults)}" if faults else f"ok man: {title}, {len(documented)}")


keys = list(json.loads(output("parse", "--json", "samples/08BAGHDAD3796.txt")))
judge("keys of a message", items("Keys of a message"), keys)
judge("keys of a message in their order", ["order"] if items("Keys of a message") == keys else [], ["order"])
judge("kinds of repair", items("Kinds of repair"), words_of_calls("septel__edit|lift", r"[a-z0-9]+(?:-[a-z0-9]+)*"))
judge("codes of diagnostics", items("Codes of diagnostics"),
      words_of_calls("septel__diagnose|septel__suggest", r"[a-z]+\.[a-z-]+"))
told = set(re.findall(r"\[(join\.[a-z]+)\]", SOURCE["cmd_sections.c"]))
judge("codes of composing, splitting and joining", items("Codes of composing, splitting and joining"),
      told | words_of_calls("septel__find_fault|septel__draft_refuse|check_count|demand|refuse", r"[a-z]+\.[a-z-]+"))
rules = [line.split("\t") for line in output("rules").splitlines()]
judge("rules of lint", items("Rules of lint"), [rule[0] for rule in rules])
for code, receive, compose, demand in rules:
    text = re.search(rf"^\.It Sy {code}\n(.*)$", PAGE, re.M)
    right = f"{demand} ({receive}, {compose})."
    if not text or text.group(1).lower() != right.lower():
        print(f"not ok man: {code} is told as: {right}")
judge("headers of a draft", [plain(name) for name in items("Headers of a draft")], draft_headers())

#!/usr/bin/env python3
"""configuration.py [--write] - septel-relay.conf(5) tells every word of config.def.

The part of the page between "Words outside blocks" and "Routes" is made from the table;
--write puts it in, without it the page is held against the table.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE, TABLE = ROOT / "man/septel-relay.conf.5", (ROOT / "src/relay/config.def").read_text()
TABLE = re.sub(r'"\s*\n\s*"', "", TABLE[TABLE.index("*/"):])
VALUES = dict(re.findall(r'\[VALUE_(\w+)\] = "((?:[^"\\]|\\.)*)"', (ROOT / "src/relay/config_word.c").read_text()))
ROWS = re.findall(r'^(TOP|MAKES|HAS|PROFILE)\(((?:[^"]|"[^"]*")*?)\)$', TABLE, re.M)
GROUPS = dict(re.findall(r"#define (\w+_KINDS)\s+\((.*)\)", (ROOT / "src/relay/config_word.h").read_text()))
START, END = ".Ss Words outside blocks", ".Ss Routes"


def cells(text):
    return [cell.strip().strip('"') for cell in re.findall(r'(?:"[^"]*"|[^",])+', text)]


def value(kind, least, most):
    text = VALUES[kind] if kind != "NOTHING" else ""
    return text + (f" ({least} to {most})" if most != "0" and kind != "DIGITS" else "")


def kinds(cell):
    """The kinds of a mask, those of a named one (LINE_KINDS) where it is defined."""
    if cell == "ANY_KIND":
        return ""
    names = [name for part in re.findall(r"\w+_KINDS|KIND\(\w+\)", cell) for name in
             re.findall(r"KIND\((\w+)\)", GROUPS.get(part, part))]
    if not names:
        sys.exit(f"configuration.py: which kinds are {cell}?")
    return f" ({', '.join(name.lower() for name in names)})"


def item(word, takes, meaning, of=""):
    yield f".It Ic {word}" + (f" Em {takes}" if takes else "")
    yield meaning[0].upper() + meaning[1:] + of + "."


def scope(name):
    for kind, text in ROWS:
        row = cells(text)
        if kind == "TOP" and name == "STATION":
            yield from item(row[0], value(row[1], row[3], row[4]), row[5])
        elif kind == "MAKES" and row[0] == name:
            yield from item(row[1], value(row[3], "0", "0"), "kind: " + row[5])
        elif kind == "HAS" and row[0] == name:
            yield from item(row[1], value(row[3], row[5], row[6]), row[7], kinds(row[2]))
        elif kind == "PROFILE" and name == "PROFILE":
            yield from item(row[0], "", row[2])


def page():
    for title, name in ((START, "STATION"), (".Ss Words of a circuit", "CIRCUIT"), (".Ss Words of a box", "BOX"),
                        (".Ss Fields of copy", "PROFILE")):
        yield title
        yield '.Bl -tag -width "routine-share"'
        yield from scope(name)
        yield ".El"


text = PAGE.read_text()
made = "\n".join(page()) + "\n"
if "--write" in sys.argv[1:]:
    PAGE.write_text(text[:text.index(START)] + made + text[text.index(END):])
else:
    told, items = text[text.index(START):text.index(END)], len(re.findall(r"^\.It ", made, re.M))
    rows = len(re.findall(r"^(?:TOP|MAKES|HAS|PROFILE)\(", TABLE, re.M))
    print(f"ok routes: septel-relay.conf(5) tells the table, {rows} words" if told == made and rows == items > 50
          else f"not ok routes: septel-relay.conf(5) and config.def differ: tests/man/configuration.py --write ({rows}, {items})")

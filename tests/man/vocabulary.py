#!/usr/bin/env python3
"""vocabulary.py [--write] - septel-journal(5) tells every list, type and key of vocabulary.def.

The part of the page between "Lists of words" and "EXAMPLES" is made from the table;
--write puts it in, without it the page is held against the table.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE, TABLE = ROOT / "man/septel-journal.5", (ROOT / "src/casebook/vocabulary.def").read_text()
VALUES = dict(re.findall(r'\[VALUE_(\w+)\] = "((?:[^"\\]|\\.)*)"', (ROOT / "src/casebook/vocabulary.c").read_text()))
keys = dict(re.findall(r'^KEY\((\w+), "([^"]+)"\)', TABLE, re.M))
lists = {name: (text, re.findall(r'"([^"]+)"', words))
         for name, text, words in re.findall(r'^LIST\((\w+), "([^"]+)",([^)]*)\)', TABLE, re.M)}


def of(kind):
    return lists[kind][0] if kind in lists else kind.lower().replace("_", " ")


def subject(rule, kind):
    if rule == "NUMBER":
        return "number of an entry"
    names = {"ENTRY": "claim"}
    return f"{rule.lower()} {names.get(kind, of(kind) if rule == 'WORD' else kind.lower())}"


def value(kind, what):
    if kind in ("WORD", "WORDS"):
        return f"{'words' if kind == 'WORDS' else 'word'}: {lists[what][0]}"
    if kind == "THING":
        names = {"ENTRY": "claim", "GATHERING": "series or encounter", "ANYTHING": "thing"}
        return f"known {names.get(what, what.lower())}"
    return VALUES[kind].replace('\\"', "\\(dq")


def page():
    yield ".Ss Lists of words"
    yield '.Bl -tag -width "party kind"'
    for text, words in lists.values():
        yield f".It Em {text}"
        yield ", ".join(words)
    yield ".El"
    yield ".Ss Types and their keys"
    yield '.Bl -tag -width "party"'
    open_list = False
    for line in TABLE.split("\n"):
        type_ = re.match(r'TYPE\((\w+), "([^"]+)", (\w+), (\w+), "([^"]+)"\)', line)
        has = re.match(r"HAS\((\w+), (\w+), (\w+), (\w+)\)", line)
        if type_:
            if open_list:
                yield ".El"
            name, text, rule, kind, meaning = type_.groups()
            yield ".It Ic any type" if name == "ANY" else f".It Ic {text} Em {subject(rule, kind)}"
            yield meaning[0].upper() + meaning[1:] + "."
            open_list = False
        elif has:
            if not open_list:
                yield '.Bl -column "consent-of-sought" "required" -compact'
                open_list = True
            key, need, kind, what = has.groups()
            yield f".It {keys[key]} Ta {need.lower()} Ta {value(kind, what)}"
    if open_list:
        yield ".El"
    yield ".El"


text = PAGE.read_text()
made = "\n".join(page()) + "\n"
front, behind = text.split(".Ss Lists of words")[0].split(".Sh EXAMPLES")[0], text[text.index(".Sh EXAMPLES"):]
if "--write" in sys.argv[1:]:
    PAGE.write_text(front + made + behind)
else:
    told = text[text.find(".Ss Lists of words"):text.index(".Sh EXAMPLES")]
    rows = len(re.findall(r"^(?:LIST|TYPE|HAS)\(", TABLE, re.M))
    made_rows = len(re.findall(r"^\.It ", made, re.M))
    print(f"ok casebook: septel-journal(5) tells the table, {rows} rows" if told == made and rows == made_rows and rows > 300
          else f"not ok casebook: septel-journal(5) and vocabulary.def differ: tests/man/vocabulary.py --write ({rows}, {made_rows})")

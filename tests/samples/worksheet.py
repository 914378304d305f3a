"""How many claims the worksheet finds, and how many of its drafts are claims.

usage: worksheet.py SEPTEL SHARED [--show]

The specimen: drafts of `septel case worksheet` with the registry of samples/casebook, against
the 94 entries of base.jrn.  An entry is found where a draft of its family is anchored on one of
its sentences; a draft is right where an entry of its family is anchored on its sentence (so a
true draft on a sentence that base.jrn anchors otherwise counts as wrong).  Families are first
words of types, but: promise and series are one; request.answered is "answer"; person and
movement are one; custody and status are one; of party only party.noted; a deadline is an entry
with a key `due`, whatever its type.

Navy messages: tests/samples/deadlines.tsv names the sentences that state a deadline.  One is
found where a draft on it has a key `due`; a draft with `due` is right where its sentence is
labelled, as deadline or as dated.  Messages of the second part of the file were labelled apart
and not looked at while rules were made.

Prints "ok" and "not ok" lines with the figures, and fails below the floors.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

SEPTEL, SHARED = sys.argv[1], pathlib.Path(sys.argv[2])
SHOW = "--show" in sys.argv
# (recall, precision) of each family, as reached; a change that loses some is told.
SPECIMEN_FLOORS = {
    "answer": (1.0, 0.9), "assurance": (1.0, 0.9), "comment": (0.4, 1.0), "custody": (1.0, 0.9),
    "encounter": (1.0, 0.9), "movement": (1.0, 0.9), "party": (0.85, 0.9), "pref": (1.0, 1.0),
    "promise": (1.0, 0.9), "request": (0.8, 0.9), "deadline": (1.0, 1.0)}
DEADLINE_FLOORS = {"first": (0.95, 0.9), "apart": (0.9, 0.95)}


def family(kind):
    head, _, tail = kind.partition(".")
    if kind == "request.answered":
        return "answer"
    return {"series": "promise", "person": "movement", "movement": "movement", "status": "custody",
            "party": "party" if tail == "noted" else None}.get(head, head)


def entries_of(journal):
    """(type, has a due date, sentences) of each entry."""
    found = []
    for line in journal.splitlines():
        if not line.strip() or line.lstrip().startswith((";", "@")):
            continue
        if not line[0].isspace():
            found.append((line.split()[1], [], set()))
        else:
            key, _, value = line.strip().partition(" ")
            found[-1][1].append(key)
            if key == "src":
                found[-1][2].add(value.split()[0])
    return [(kind, "due" in keys, places) for kind, keys, places in found]


def drafts_of(path, *words):
    done = subprocess.run([SEPTEL, "case", "worksheet", path, "--json", *words], capture_output=True, check=True)
    return json.loads(done.stdout)


def drafted(sheet):
    return [(draft["type"], any(key["key"] == "due" for key in draft["keys"]), {sentence["at"]}, draft)
            for sentence in sheet["sentences"] for draft in sentence["drafts"]]


def ratio(part, whole):
    return part / whole if whole else 1.0


def judge(name, floors, found, wanted, right, made):
    recall, precision = ratio(found, wanted), ratio(right, made)
    least = floors.get(name.split()[-1], (0, 0))
    good = recall >= least[0] and precision >= least[1]
    print(f"{'ok' if good else 'not ok'} worksheet: {name}: recall {recall:.2f} ({found} of {wanted}), "
          f"precision {precision:.2f} ({right} of {made}); floors {least[0]:.2f}, {least[1]:.2f}")


def specimen():
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "registry").write_text(pathlib.Path("samples/casebook/registry").read_text())
        sheet = drafts_of("samples/08BAGHDAD3796.txt", "-C", folder)
    entries = entries_of((SHARED / "samples/casework/base.jrn").read_text())
    drafts = drafted(sheet)
    families = sorted({family(kind) for kind, *_ in entries} & {family(kind) for kind, *_ in drafts} - {None})
    for name in [*families, "deadline"]:
        def is_of(kind, due):
            return due if name == "deadline" else family(kind) == name
        wanted = [entry for entry in entries if is_of(*entry[:2])]
        made = [draft for draft in drafts if is_of(*draft[:2])]
        found = [entry for entry in wanted if any(entry[2] & draft[2] for draft in made)]
        right = [draft for draft in made if any(entry[2] & draft[2] for entry in wanted)]
        judge(f"specimen {name}", SPECIMEN_FLOORS, len(found), len(wanted), len(right), len(made))
        if SHOW:
            for entry in wanted:
                if entry not in found:
                    print("    missed", entry[0], *sorted(entry[2]))
            for draft in made:
                if draft not in right:
                    print("    wrong ", draft[0], *draft[2], draft[3]["cue"])
    print(f"   {sheet['drafts']} drafts, {sum(draft[3]['holes'] == 0 for draft in drafts)} without a hole")


def labels():
    parts, part = {"first": {}, "apart": {}}, "first"
    for line in pathlib.Path("tests/samples/deadlines.tsv").read_text().splitlines():
        if line.startswith("# apart"):
            part = "apart"
        if not line.startswith("#"):
            message, sentence, kind, words = line.split("\t")
            parts[part].setdefault(message, []).append((sentence, kind, words))
    return parts


def deadlines(folder):
    for part, messages in labels().items():
        counts = collections.Counter()
        for message, stated in messages.items():
            sheet = drafts_of(folder / f"{message}.txt")
            dated = {place for _, due, places, _ in drafted(sheet) if due for place in places}
            texts = {sentence["at"]: " ".join(sentence["text"].split()) for sentence in sheet["sentences"]}
            wanted = {sentence for sentence, kind, _ in stated if kind == "deadline"}
            labelled = {sentence for sentence, *_ in stated}
            counts.update(wanted=len(wanted), found=len(wanted & dated), made=len(dated), right=len(dated & labelled))
            for sentence, _, words in stated:
                if words not in texts.get(sentence, ""):
                    print(f"not ok worksheet: label: {message} {sentence} has no {words!r}: {texts.get(sentence, '')[:200]}")
            if SHOW and part == "first":
                for place in sorted(wanted - dated):
                    print("    missed", message, place, texts[place][:160])
                for place in sorted(dated - labelled):
                    print("    wrong ", message, place, texts[place][:300])
        if messages:
            judge(f"Navy, {len(messages)} messages labelled {part}", DEADLINE_FLOORS, counts["found"],
                  counts["wanted"], counts["right"], counts["made"])


def main():
    specimen()
    unpacked = SHARED / "samples/navadmin"
    with tempfile.TemporaryDirectory() as scratch:
        archives = sorted(unpacked.glob("*.tar.gz")) if unpacked.exists() else []
        if not archives:
            print("skip worksheet: no Navy messages")
            return
        wanted = {f"{message}.txt" for part in labels().values() for message in part}
        for archive in archives:
            with tarfile.open(archive) as members:
                for member in members:
                    name = pathlib.Path(member.name).name
                    if member.isfile() and name in wanted:
                        (pathlib.Path(scratch) / name).write_bytes(members.extractfile(member).read())
        deadlines(pathlib.Path(scratch))


main()

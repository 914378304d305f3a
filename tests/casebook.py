"""What the suites of the casebook share: casebooks made of samples/casebook, `septel case` on
them, and transcripts, which read like what an officer types and sees."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

SEPTEL = os.path.abspath(os.path.join(os.environ.get("SEPTEL_BUILD", "build"), "src/cli/septel"))
SAMPLE = pathlib.Path("samples/casebook").absolute()
SUITE = pathlib.Path(sys.argv[0]).name.partition("-")[2]


def judge(name, holds, told=""):
    """One line of the suite; `told` says why it does not hold."""
    print(f"ok {SUITE}: {name}" if holds else f"not ok {SUITE}: {name}: {told}", flush=True)
    return bool(holds)


def make(scratch, name, *journals, base=True):
    """A casebook `scratch/name` of base.jrn and, say, "s2" and "s3", with all messages."""
    folder = pathlib.Path(scratch) / name
    folder.mkdir(parents=True)
    shutil.copytree(SAMPLE / "messages", folder / "messages")
    shutil.copy(SAMPLE / "registry", folder)
    for journal in (("base",) if base else ()) + journals:
        shutil.copy(SAMPLE / f"{journal}.jrn", folder)
    return folder


def environment():
    """That of the caller without what would change the answers; septel is in its path."""
    left_out = ("SEPTEL_CASEBOOK", "SEPTEL_ARCHIVE")
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    return dict(kept, LC_ALL="C.UTF-8", COLUMNS="80",
                PATH=os.path.dirname(SEPTEL) + ":" + os.environ["PATH"])


def case(*words, text=None, folder=None):
    """(exit, stdout, stderr) of `septel case WORDS`, run in `folder`."""
    done = subprocess.run([SEPTEL, "case", *map(str, words)], cwd=folder, env=environment(),
                          input=text.encode() if isinstance(text, str) else text, capture_output=True)
    return (done.returncode, done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"))


def records(*words, folder=None):
    """What a query prints with --json: the objects of its lines, or of its one list."""
    _, told, _ = case(*words, "--json", folder=folder)
    try:
        whole = json.loads(told)
        return whole if isinstance(whole, list) else [whole]
    except json.JSONDecodeError:
        return [json.loads(line) for line in told.splitlines()]


def add(folder, text, *words):
    """Adds journal text; (exit, stdout, stderr)."""
    return case("add", "-C", folder, *words, text=text)


# ---- transcripts ----

def printed_by(command, folder):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line.rstrip() for line in lines] + ([f"[exit {done.returncode}]"] if done.returncode else [])


def agree(expected, printed):
    """Line by line; a line "..." stands for any lines, also none."""
    if not expected:
        return not printed
    if expected[0] == "...":
        return any(agree(expected[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and expected[0] == printed[0] and agree(expected[1:], printed[1:])


def transcript(name, folder, text):
    """`text` is "$ command" lines, each with what it prints in `folder` (stdout and stderr) and
    "[exit N]" where that is not 0.  An empty line ends what is expected."""
    command, expected, steps = None, [], []
    for line in [*text.strip("\n").splitlines(), "$ "]:
        line = line.strip("\n").rstrip()
        if line.startswith("$") and (line == "$" or line[1] == " "):
            if command:
                steps.append((command, expected))
            command, expected = line[2:], []
        elif line:
            expected.append(line)
    for command, expected in steps:
        printed = [line for line in printed_by(command, folder) if line]
        if not judge(f"{name}: {command}", agree(expected, printed), "see above"):
            print("\n".join(["expected:", *expected, "printed:", *printed]), flush=True)

#!/usr/bin/env python3
"""readme.py README - the commands of its tour print what it shows.

The tour is the indented blocks of "$ command" lines, up to the next heading.  They are run in order, in one shell, in the
current folder; the lines behind one are what it prints.  "..." at the end of a line stands for the rest of it,
alone for any lines.  A command that shows nothing must end with 0 and print nothing.
"""
import re
import subprocess
import sys

END = "end-of-command"


def transcript(path):
    """[(command, lines it prints)] of the tour."""
    commands = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("    $ "):
            commands.append((line[6:].rstrip("\n"), []))
        elif line.startswith("    ") and commands:
            commands[-1][1].append(line[4:].rstrip("\n"))
        elif commands and line.startswith("## "):
            break
    return commands


def pattern(lines):
    """What may be printed, as a regular expression over whole lines."""
    parts = []
    for line in lines:
        if line == "...":
            parts.append(r"(?:.*\n)*")
        elif line.endswith("..."):
            parts.append(re.escape(line[:-3]) + r".*\n(?:.*\n)*")
        else:
            parts.append(re.escape(line) + r"\n")
    return re.compile("".join(parts))


def main():
    commands = transcript(sys.argv[1])
    script = "".join(f"{command}\necho {END} $?\n" for command, _ in commands)
    done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    printed = re.split(rf"{END} (\d+)\n", done.stdout)
    for (command, lines), text, status in zip(commands, printed[::2], printed[1::2]):
        good = pattern(lines).fullmatch(text) and int(status) <= (1 if " lint " in command else 0)
        if not good:
            print(text)
        print("ok" if good else "not ok", "readme:", command)
    if len(commands) < 5 or len(printed) != 2 * len(commands) + 1:
        print(f"not ok readme: {len(commands)} commands, {len(printed) // 2} ran")


main()

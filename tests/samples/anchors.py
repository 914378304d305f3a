"""Checks the anchors of a journal against a parsed message on standard input.

usage: anchors.py JOURNAL SENTENCES...   (sentences of paragraph 1, 2, ...)
"""
import json
import re
import sys

PLAIN = str.maketrans("’‘“”", "''\"\"")


def plain(text):
    return " ".join(text.translate(PLAIN).split())


def main():
    message = json.load(sys.stdin)
    sentences = {(0, 0): plain(message["subject"])}
    counts = []
    for paragraph in message["paragraphs"]:
        counts.append(len(paragraph["sentences"]))
        for number, sentence in enumerate(paragraph["sentences"], 1):
            sentences[paragraph["number"], number] = plain(sentence)
    last = message["paragraphs"][-1]["number"]
    sentences[last, counts[-1] + 1] = plain(message["signature"])

    expected = [int(count) for count in sys.argv[2:]]
    print("ok" if counts == expected else "not ok", "anchors: sentences", counts)

    quotes = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        source = re.match(r'\s+src\s+(\d+)\.(\d+)\s+"(.*)"\s*$', line)
        if not source:
            continue
        quotes += 1
        paragraph, number, quote = int(source[1]), int(source[2]), plain(source[3])
        found = sentences.get((paragraph, number), "")
        if quote not in found:
            print(f"not ok anchors: {paragraph}.{number} {quote!r} is not in {found!r}")
    print("ok" if quotes > 0 else "not ok", "anchors: quotes looked for:", quotes)


main()

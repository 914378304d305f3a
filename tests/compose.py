"""The longer half of suites/45-compose.

    compose.py hostile SEPTEL WORK        conversions of hostile messages
    compose.py round SEPTEL WORK FILE...  parse(compose(parse(m))) = parse(m)
"""
import email
import email.policy
import html.parser
import json
import re
import subprocess
import sys

# What a sender does not state.
ASIDE = {"source", "transmission", "routing", "sections", "repairs", "diagnostics"}
NARROW = {"navy", "acp127"}


def run(command, data=None):
    done = subprocess.run(command, input=data, capture_output=True)
    return done.returncode, done.stdout


def report(good, name, detail=""):
    print(("ok " if good else "not ok ") + name)
    if not good:
        print(detail)


# Spelled-out signs of the narrow set are aside: compare words without them.
SPELLED = re.compile(
    r"\b(QUOTE|UNQUOTE|PERCENT|AND|DOLLARS|NUMBER|SEMICOLON|ASTERISK|EQUALS|PLUS|"
    r"UNDERSCORE|BACKSLASH|EXCLAMATION POINT|LESS THAN|GREATER THAN|VERTICAL BAR|TILDE|CARET|AT)\b")


def plain(value):
    if isinstance(value, str):
        # "NXAG_N1" may have become "NXAG UNDERSCORE N1": letters and digits decide.
        return re.sub(r"[^A-Z0-9]", "", SPELLED.sub("", re.sub(r"[_]", " ", value.upper())))
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def stated(message, other):
    """The fields that both can be asked for: silence that composing fills is aside."""
    out = {}
    for key, value in message.items():
        if key in ASIDE or key == "profile":
            continue
        if key in ("origin", "security"):
            value = {k: v for k, v in (value or {}).items() if v is not None and k != "section"}
            value = {k: v for k, v in value.items() if (other[key] or {}).get(k) != v}
        out[key] = value
    if message["profile"] in NARROW:
        out = plain(out)
        # Sentence ends may hang on a sign that is spelled now.
        for paragraph in out["paragraphs"]:
            paragraph.pop("sentences", None)
    return out


def round_trips(septel, lines):
    """How many came through, how many did not, and the first that did not."""
    done = wrong = 0
    first = ""
    for line in lines:
        code, composed = run([septel, "compose", "-"], line)
        if code:
            continue
        whole = run([septel, "join", "-"], composed)[1]
        again = json.loads(run([septel, "parse", "--json", "-"], whole)[1].splitlines()[0])
        before = json.loads(line)
        a, b = stated(before, again), stated(again, before)
        different = [k for k in a if k not in ("origin", "security") and a[k] != b.get(k)]
        if different:
            wrong += 1
            key = different[0]
            first = first or f"{before['id']}: {key}: {str(a[key])[:600]} is now {str(b.get(key))[:600]}"
        else:
            done += 1
    print(f"{len(lines)} messages: {done} the same, {wrong} not, the others refused")
    return done, wrong, first


def command_round(septel, work, files):
    cables = [f for f in files if "navadmin" not in f]
    navy = [f for f in files if "navadmin" in f]
    lines = run([septel, "parse", "--json", *cables])[1].splitlines()
    done, wrong, first = round_trips(septel, lines)
    report(wrong == 0 and done * 20 >= len(lines) * 19, "round trip: cables", first)
    if navy:
        # A slice: the whole heap takes minutes.  Many are web copies without heading.
        lines = run([septel, "parse", "--json", *navy])[1].splitlines()[::40]
        done, wrong, first = round_trips(septel, lines)
        report(done * 2 > len(lines) and done >= 20 * wrong, "round trip: Navy messages", first)


HOSTILE = """\
VZCZCXYZ0001
PP RUEHC
DE RUEHMS #0452/01 2671431
ZNR UUUUU ZZH
P 241431Z SEP 09
FM AMEMBASSY MUSCAT
TO RUEHC/SECSTATE WASHDC PRIORITY 0412
INFO RUEHZM/A <b>"B", C; D\\E
BT
UNCLAS MUSCAT 000452

TAGS: PREL, OVIP (DOE, JANE), MU
SUBJECT: <script>alert(1)</script> \u202eevil\u202c & "caf\u00e9" =?utf-8?q?x?=
REF: STATE 97310

1. <img src=x onerror=alert(1)> *** __bold__ [a](http://x) `code` \x1b[31m\x07 \x00 end.

From the start of a line.
.
2. # heading
- item www.example.com &amp; \u2066isolated\u2069 trail 
SAMPLE
BT
#0452
NNNN
"""


class Page(html.parser.HTMLParser):
    VOID = {"meta", "br"}

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.balanced, self.text = set(), [], True, ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.balanced &= not name.startswith("on") and name not in ("src", "href")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.balanced &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def command_hostile(septel, work):
    raw = HOSTILE.encode() + b"\xff\xfe"
    page = Page()
    text = run([septel, "convert", "--to", "html", "-"], raw)[1].decode("utf-8")
    page.feed(text)
    report("script" not in page.tags and "img" not in page.tags, "html: no tag of the message's", text)
    report(page.balanced and not page.open, "html: tags are balanced, nothing is loaded", text)
    report("<script>alert(1)</script>" in page.text, "html: but its words are there", page.text)
    report(not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text), "html: no controls")
    mail = run([septel, "convert", "--to", "eml", "-"], raw)[1]
    report(all(len(l) <= 78 for l in mail.split(b"\r\n")), "eml: lines of at most 78")
    report(mail.count(b"\n") == mail.count(b"\r\n"), "eml: CR LF alone")
    parsed = email.message_from_bytes(mail, policy=email.policy.default)
    report(not parsed.defects, "eml: no defects", str(parsed.defects))
    report(parsed["Subject"].startswith("<script>alert(1)</script>") and "caf\u00e9" in parsed["Subject"],
           "eml: the subject survives", parsed["Subject"])
    report([g.display_name for g in parsed["Cc"].groups] == ['A <b>"B", C; D\\E'],
           "eml: an odd addressee survives", str(parsed["Cc"]))
    report(parsed["Message-ID"] == "<09MUSCAT452@mrn.example>", "eml: Message-ID", parsed["Message-ID"])
    report(parsed["References"] == "<09STATE97310@mrn.example>", "eml: References", parsed["References"])
    report('"DOE, JANE"' in parsed["Keywords"], "eml: a person among the keywords", parsed["Keywords"])
    report("From the start" in parsed.get_content(), "eml: the body is decoded", parsed.get_content())
    report(b"\nFrom " not in mail, "eml: no line begins with From")
    markdown = run([septel, "convert", "--to", "md", "-"], raw)[1].decode("utf-8")
    report("<img" not in markdown.replace("\\<img", ""), "md: no raw HTML", markdown)
    code, shown = run(["cmark"], markdown.encode()) if subprocess.run(
        ["sh", "-c", "command -v cmark"], capture_output=True).returncode == 0 else (None, b"")
    if code is None:
        print("skip md: cmark is not here")
    else:
        shown = shown.decode()
        report("*** __bold__ [a](http://x) `code`" in shown and "<a " not in shown,
               "md: the signs survive a reader", shown)
    plain_text = run([septel, "convert", "--to", "text", "-"], raw)[1].decode("utf-8")
    report(not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", plain_text), "text: no controls")


if __name__ == "__main__":
    {"hostile": lambda: command_hostile(sys.argv[2], sys.argv[3]),
     "round": lambda: command_round(sys.argv[2], sys.argv[3], sys.argv[4:])}[sys.argv[1]]()

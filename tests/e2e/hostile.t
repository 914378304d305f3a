# What strangers choose - names of files, texts of messages, arguments - reaches
# no terminal as a control, and forges no line, page element or header field.

$ cd "$SCRATCH" && printf 'SUBJECT: A\n' >-x && septel parse -- -x | head -2
(no number)  unknown
Subject     A

$ cd "$SCRATCH" && septel parse -x
septel parse: no option '-x' (septel parse --help)
[exit 2]

$ cd "$SCRATCH" && septel parse ./-x | head -2
(no number)  unknown
Subject     A

$ cd "$SCRATCH" && septel parse $'a\033[2Jb\nc' 2>&1 | cat -v
septel parse: aM-oM-?M-=[2JbM-oM-?M-=c: cannot read: No such file or directory

$ cd "$SCRATCH" && : >$'\033]0;T\007.txt' && septel parse . 2>&1 | cat -v
septel parse: ./M-oM-?M-=]0;TM-oM-?M-=.txt: file is empty
(no number)  unknown
Subject     A

$ cd "$SCRATCH" && septel join $'no\rne' 2>&1 | cat -v; septel compose $'no\rne' 2>&1 | cat -v
septel join: noM-oM-?M-=ne: cannot read: No such file or directory
septel compose: noM-oM-?M-=ne: No such file or directory

$ septel $'pa\033[31mrse' 2>&1 | cat -v; septel parse $'--no\033[31m' 2>&1 | cat -v; septel convert --to $'\302\233' - 2>&1 | cat -v
septel: no command 'paM-oM-?M-=[31mrse' (septel --help lists them)
septel parse: no option '--noM-oM-?M-=[31m' (septel parse --help)
septel convert: --to: 'M-oM-?M-=' is none of text|json|eml|html|md

$ septel id $'\033[5m' 2>&1 | cat -v; septel help $'\033[5m' 2>&1 | cat -v; septel parse --year $'1\033[5m' - 2>&1 | cat -v
septel id: 'M-oM-?M-=[5m' is no message reference number
septel help: no command 'M-oM-?M-=[5m'
septel parse: --year: '1M-oM-?M-=[5m' is no number

$ printf 'VZCZC\033[2J\nSUBJECT: A\302\2332J \342\200\256B\n' >"$SCRATCH/m"; septel parse --json "$SCRATCH/m" | grep -o '"subject":"[^"]*"'
"subject":"A\u009b2J \u202eB"

$ septel repair --list "$SCRATCH/m" | grep -c $'[\033\302]'
0
[exit 1]

$ cd "$SCRATCH" && mkdir d && printf 'SUBJECT: A\007\n' >$'d/x\n+++ y' && septel repair --diff d | head -2 | cat -v
--- d/xM-oM-?M-=+++ y
+++ d/xM-oM-?M-=+++ y

$ printf 'R 040637Z DEC 08\nFM AMEMBASSY\rBcc: x@mrn.example\nTO A <x@mrn.example>, "B\nBT\nUNCLAS\nSUBJECT: A\r\nBcc: x@mrn.example\n\n1. TEXT.\nBT\n' | septel convert --to eml - | grep -ci '^bcc'
0
[exit 1]

$ printf 'SUBJECT: A</title><script>alert(1)</script>\nREF: A. <img src=x>\n\n1. <B> "x" &lt;\n' | septel convert --to html - | grep -o -e '<title>.*' -e '<h1.*' -e '<bdi>A. .*' -e 'id="1.1".*'
<title>A&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>
<h1 dir="auto">A&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h1>
<bdi>A. &lt;img src=x&gt;</bdi></dd>
id="1.1">&lt;B&gt; &quot;x&quot; &lt;</span></p>

$ septel convert --to eml --sender $'a@b\r\nBcc: x' samples/acp127.txt 2>&1 | cat -v
septel convert: --sender: 'a@bM-oM-?M-=M-oM-?M-=Bcc: x' is no part of a mail address

$ septel convert --to eml --domain 'a>b' samples/acp127.txt
septel convert: --domain: 'a>b' is no part of a mail address
[exit 2]

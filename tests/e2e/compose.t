# compose, split, join: a message on its way.

$ septel compose samples/draft.txt
VZCZCXYZ0001
PP RUEHC RUEHZM RUEKJCS
DE RUEHMS #0452/01 2671431
ZNY CCCCC ZZH
P 241431Z SEP 09
FM AMEMBASSY MUSCAT
TO RUEHC/SECSTATE WASHDC PRIORITY 0412
INFO RUEHZM/GULF COOPERATION COUNCIL COLLECTIVE PRIORITY
RUEKJCS/SECDEF WASHINGTON DC PRIORITY
BT
C O N F I D E N T I A L MUSCAT 000452

SIPDIS

E.O. 12958: DECL: 09/24/2019
TAGS: PREL PHUM MU
SUBJECT: Port authority agrees to publish crew lists

REF: A. MUSCAT 431
     B. STATE 97310

Classified By: Deputy Chief of Mission Jane Q. Sample
for reasons 1.4 (b) and (d).

1. (C) Summary: The port authority will publish the crew
lists of detained vessels within ten days - the first such
promise in writing. End Summary.

THE PROMISE

2. (C) The director handed over a letter dated September 22.
It names three vessels and says that "all persons aboard"
will be listed with their nationality.

3. (C) The lists will be sent to the consular section on the
first of each month, beginning in October.

COMMENT

4. (C) Comment: This answers ref A. We will report when the
first list arrives. End Comment.
SAMPLE
BT
#0452
NNNN

$ septel compose samples/draft.txt | septel lint --compose -

$ septel compose --wire samples/draft.txt | head -3 | cat -v
VZCZCXYZ0001^M^M
PP RUEHC RUEHZM RUEKJCS^M^M
DE RUEHMS #0452/01 2671431^M^M

$ printf 'To: NOBODY\nColour: red\n\n1. (U) A.\n' | septel compose -
-:2:1: error: no header 'Colour' [draft.header]
[exit 2]

$ septel compose $SCRATCH/none
septel compose: $SCRATCH/none: No such file or directory
[exit 2]

$ septel split samples/acp127.txt | cmp - samples/acp127.txt && echo as it was
as it was

$ (cat tests/golden/lint/clean.txt | sed '/^2\. /,$d'; for n in $(seq 2 60); do echo "$n. (U) Item $n of the agenda was agreed in the harbor office."; echo; done; printf 'HOLM\nBT\n#0452\nNNNN\n') >$SCRATCH/long; septel split $SCRATCH/long >$SCRATCH/sections; grep -A1 -nE '^(DE|BT|NNNN|.*SECTION)' $SCRATCH/sections
3:DE RUEHSM #0452/01 2671432
4-ZNY CCCCC ZZH
--
9:BT
10:C O N F I D E N T I A L SECTION 01 OF 02 STOCKHOLM 000452
11-
--
112:BT
113-#0452
114:NNNN
115-VZCZCXRO1235
--
117:DE RUEHSM #0452/02 2671432
118-ZNY CCCCC ZZH
--
123:BT
124:C O N F I D E N T I A L SECTION 02 OF 02 STOCKHOLM 000452
125-SIPDIS
--
163:BT
164-#0452
165:NNNN

$ septel join $SCRATCH/sections | septel parse --json - | python3 -c 'import json, sys; m = json.load(sys.stdin); print(m["id"], m["sections"], len(m["paragraphs"]), m["signature"])'
09STOCKHOLM452 {'total': None, 'present': []} 60 HOLM

$ csplit -s -f $SCRATCH/part -z $SCRATCH/sections '/^VZCZC/' '{*}'; septel join $SCRATCH/part01 $SCRATCH/part00 | cmp - <(septel join $SCRATCH/sections) && echo in any order
in any order

$ septel join $SCRATCH/part01 2>&1 >/dev/null
$SCRATCH/part01:1:1: warning: section 1 of 2 of 09STOCKHOLM452 was not received [join.missing]
[exit 1]

$ septel join $SCRATCH/part00 | grep RECEIVED
$SCRATCH/part00:1:1: warning: section 2 of 2 of 09STOCKHOLM452 was not received [join.missing]
[SECTION 02 OF 02 NOT RECEIVED]

$ septel join $SCRATCH/none
septel join: $SCRATCH/none: cannot read: No such file or directory
[exit 2]

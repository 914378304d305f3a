# convert: what each form opens with, and what it refuses.

$ septel convert samples/acp127.txt
UNCLASSIFIED

Date:          14 May 1971, 14:32Z
From:          HARBOR OPERATIONS NORTH
To:            PILOT STATION EAST
Info:          LIGHTHOUSE SERVICE
Precedence:    ROUTINE

BUOY SEVEN IS OUT. SHIPS ARE TO KEEP TO THE WESTERN CHANNEL UNTIL IT IS
LIT AGAIN, 17 MAY AT THE LATEST.

UNCLASSIFIED

Date:          15 May 1971, 16:08Z
From:          HARBOR OPERATIONS NORTH
To:            PILOT STATION EAST
Precedence:    IMMEDIATE

REF HARBOR OPERATIONS NORTH 141432Z MAY 71.

1. BUOY SEVEN IS LIT AGAIN.

2. THE EASTERN CHANNEL IS OPEN.

$ septel convert --to md samples/navadmin-cancellation.txt
# NAVADMIN CANCELLATION

- **Date:** 8 July 2008, 15:51Z
- **From:** CNO WASHINGTON DC//N00//
- **To:** NAVADMIN
- **Precedence:** ROUTINE
- **References:** A. NAVADMIN 188/08 PERSONAL FOR - NAVY UNIFORMS DTG R 080130Z JUL 08; B. NAVADMIN 185/08 PERSONAL FOR - NAVY UNIFORMS DTG R 071838Z JUL 08

**1.** CANCEL REF A. REF A WAS DUPLICATE OF REF B.

**2.** NAVADMIN 188/08 WILL NOT BE ISSUED. THE NEXT NAVADMIN WILL BE 189/08.//

$ septel convert --to eml samples/navadmin-cancellation.txt
Date: Tue, 08 Jul 2008 15:51:00 +0000
From: CNO WASHINGTON DC//N00// <cno-washington-dc-n00@mrn.example>
To: NAVADMIN:;
Subject: NAVADMIN CANCELLATION
Message-ID: <CNO-WASHINGTON-DC//N00//.200807081551Z@mrn.example>
References: <NAVADMIN188/08@mrn.example> <NAVADMIN185/08@mrn.example>
MT-Priority: -2 (routine)
MMHS-Primary-Precedence: routine
MMHS-Extended-Authorisation-Info: Tue, 08 Jul 2008 15:51:00 +0000
MMHS-Originator-PLAD: CNO WASHINGTON DC//N00//
MMHS-Acp127-Message-Identifier: RUEWMCS 0000 1901551
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit

MSGID/GENADMIN/CNO WASHINGTON DC/-/JUL//
SUBJ/NAVADMIN CANCELLATION//
REF/A/NAVADMIN 188/08 PERSONAL FOR - NAVY UNIFORMS DTG R 080130Z JUL
08//
REF/B/NAVADMIN 185/08 PERSONAL FOR - NAVY UNIFORMS DTG R 071838Z JUL
08//
RMKS/1. CANCEL REF A. REF A WAS DUPLICATE OF REF B.

2. NAVADMIN 188/08 WILL NOT BE ISSUED. THE NEXT NAVADMIN WILL
BE 189/08.//

$ septel convert --to eml samples/08BAGHDAD3796.txt >$SCRATCH/mail; mhdr -h message-id:subject:mmhs-primary-precedence $SCRATCH/mail
<08BAGHDAD3796@mrn.example>
GOI DELIVERS ASSURANCES TO MEK, TAKES CUSTODY OF FIRST DEFECTOR
priority

$ mshow $SCRATCH/mail | grep -v ^Date: | head -16
From: AMEMBASSY BAGHDAD <amembassy-baghdad@mrn.example>
Subject: GOI DELIVERS ASSURANCES TO MEK, TAKES CUSTODY OF FIRST DEFECTOR
To: SECSTATE WASHDC:;
Cc: IRAQ COLLECTIVE:;, IRAN COLLECTIVE:;, SECDEF WASHINGTON DC:;

--- 1: text/plain size=9777 ---
C O N F I D E N T I A L BAGHDAD 003796

SIPDIS

E.O. 12958: DECL: 12/04/2018
TAGS: PHUM KJUS PTER PINS PREF IR IZ
SUBJECT: GOI DELIVERS ASSURANCES TO MEK, TAKES CUSTODY OF
FIRST DEFECTOR

REF: A. BAGHDAD 2658

$ septel convert --to html samples/08BAGHDAD3796.txt | grep -c 'id="7.4"'
1

$ septel convert --to html samples/08BAGHDAD3796.txt | grep -cE '(src|href)='
0
[exit 1]

$ septel convert --to json samples | cmp - <(septel parse --json samples) && echo as parse
as parse

$ septel convert --to eml --mbox samples >$SCRATCH/mbox; septel parse --summary $SCRATCH/mbox | cut -d, -f1
13 messages

$ septel convert --to pdf samples/acp127.txt
septel convert: --to: 'pdf' is none of text|json|eml|html|md
[exit 2]

$ septel convert --mbox samples/acp127.txt
septel convert: --mbox needs --to eml
[exit 2]

$ septel convert --year 1843 samples/acp127.txt
septel convert: --year: '1843' is no year from 1844 to 2100
[exit 2]

$ septel convert --year 2101 samples/acp127.txt
septel convert: --year: '2101' is no year from 1844 to 2100
[exit 2]

$ septel convert --year MMVIII samples/acp127.txt
septel convert: --year: 'MMVIII' is no number
[exit 2]

$ septel parse --year 99999 samples/acp127.txt
septel parse: --year: '99999' is no year from 1844 to 2100
[exit 2]

$ septel parse --json --summary samples/acp127.txt
septel parse: --json and --summary exclude each other
[exit 2]

$ printf 'SUBJECT: A\nREF: 241431Z SEP\n' | septel convert --to text --year 1975 -
A

References:    241431Z SEP

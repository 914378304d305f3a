# The page for people: narrow, in colour, and safe on a terminal.

$ COLUMNS=60 septel parse samples/navadmin-cancellation.txt
(no number)  navy
From        CNO WASHINGTON DC//N00//
To          NAVADMIN
Date        2008-07-08 15:51Z
Precedence  ROUTINE
Subject     NAVADMIN CANCELLATION
Refers to   A. NAVADMIN 188/08 PERSONAL FOR - NAVY UNIFORMS
               DTG R 080130Z JUL 08
               [message NAVADMIN188/08]
            B. NAVADMIN 185/08 PERSONAL FOR - NAVY UNIFORMS
               DTG R 071838Z JUL 08
               [message NAVADMIN185/08]

1. CANCEL REF A. REF A WAS DUPLICATE OF REF B.

2. NAVADMIN 188/08 WILL NOT BE ISSUED. THE NEXT NAVADMIN
WILL BE 189/08.//

$ septel parse --color=always samples/navadmin-cancellation.txt | head -2 | cat -v
^[[1m(no number)^[[0m^[[2m  navy^[[0m
^[[2mFrom^[[0m        CNO WASHINGTON DC//N00//

$ script -qec 'septel parse samples/acp127.txt' /dev/null | cat -v | head -1 | grep -c '\^\[\[1m'
1

$ NO_COLOR=1 script -qec 'septel parse samples/acp127.txt' /dev/null | cat -v | grep -c '\^\['
0
[exit 1]

$ script -qec 'septel parse --color=never samples/acp127.txt' /dev/null | cat -v | grep -c '\^\['
0
[exit 1]

$ printf 'SUBJECT: A \033]0;TITLE\007 \302\2332J \342\200\256B\n' | septel parse - | cat -v | head -2
(no number)  unknown
Subject     A ]0;TITLE M-oM-?M-=2J M-oM-?M-=B

$ printf 'VZCZC\033[2J\302\233\nSUBJECT: A\n' | septel lint - | grep -c $'[\033\302]'
0
[exit 1]

$ printf 'SUBJECT: %s\n' '東京 東京 東京 東京 東京 東京 東京 東京 東京 東京 東京 東京' | COLUMNS=40 septel parse -
(no number)  unknown
Subject     東京 東京 東京 東京 東京
            東京 東京 東京 東京 東京
            東京 東京

$ printf "SUBJECT: $(yes 'Cafe\314\201' | head -8 | tr '\n' ' ')\n" | COLUMNS=40 septel parse -
(no number)  unknown
Subject     Café Café Café Café Café
            Café Café Café

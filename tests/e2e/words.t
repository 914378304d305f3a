# Look-ups in the tables.

$ septel id "08 Baghdad 002658" 08SECTION01OF02MANAMA492 "NAVADMIN 004/2013"
08BAGHDAD2658
08MANAMA492
NAVADMIN4/13

$ septel id nothing 08BAGHDAD3796
septel id: 'nothing' is no message reference number
08BAGHDAD3796
[exit 1]

$ septel tags PHUM IZ KJUS
subject	human rights
geo	Iraq
program	justice

$ septel tags QWERTY
unknown
[exit 1]

$ septel ri RUEHGB RUCNRAQ
embassy	AMEMBASSY BAGHDAD
collective	IRAQ COLLECTIVE

$ septel signal ZNY ZQQ
signal	may not go over circuits that are not approved
unknown
[exit 1]

$ septel nonsense
septel: no command 'nonsense' (septel --help lists them)
[exit 2]

$ septel rules | wc -l
31

$ septel version
septel 0.1.0

$ septel --version
septel 0.1.0

$ septel id 08BAGHDAD3796 >/dev/full
septel: stdout: No space left on device
[exit 2]

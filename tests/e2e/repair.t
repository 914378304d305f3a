# Repairs: the list, the difference, the text.

$ septel repair --list samples/08BAGHDAD3796.txt
samples/08BAGHDAD3796.txt:19:7: web-anchor: "[PHUM](#)" -> "PHUM"
samples/08BAGHDAD3796.txt:19:17: web-anchor: "[KJUS](#)" -> "KJUS"
samples/08BAGHDAD3796.txt:19:27: web-anchor: "[PTER](#)" -> "PTER"
samples/08BAGHDAD3796.txt:19:37: web-anchor: "[PINS](#)" -> "PINS"
samples/08BAGHDAD3796.txt:19:47: web-anchor: "[PREF](#)" -> "PREF"
samples/08BAGHDAD3796.txt:19:57: web-anchor: "[IR](#)" -> "IR"
samples/08BAGHDAD3796.txt:19:65: web-anchor: "[IZ](#)" -> "IZ"
samples/08BAGHDAD3796.txt:24:1: web-anchor: "[B](#)" -> "B"
samples/08BAGHDAD3796.txt:25:1: web-anchor: "[C](#)" -> "C"
samples/08BAGHDAD3796.txt:30:1: web-anchor: "[1](#)" -> "1"
samples/08BAGHDAD3796.txt:36:1: web-anchor: "[2](#)" -> "2"
samples/08BAGHDAD3796.txt:38:1: web-anchor: "[3](#)" -> "3"
samples/08BAGHDAD3796.txt:39:1: split-sentence: "\n" -> ""
samples/08BAGHDAD3796.txt:42:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:42:61: repeated-line: "Q4. (C) Camp Ashraf leader (and nominally Vice President of " -> ""
samples/08BAGHDAD3796.txt:47:1: section-marker: "\nBAGHDAD 00003796 002 OF 003\n\n" -> "\n"
samples/08BAGHDAD3796.txt:50:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:52:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:54:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:60:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:61:1: split-sentence: "\n" -> ""
samples/08BAGHDAD3796.txt:64:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:66:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:66:469: repeated-line: "QCommissioner of Refugees Antonio Guterres confirmed to " -> ""
samples/08BAGHDAD3796.txt:72:1: pilcrow: "¶" -> ""
samples/08BAGHDAD3796.txt:73:1: section-marker: "\nBAGHDAD 00003796 003 OF 003\n\n" -> ""
samples/08BAGHDAD3796.txt:78:1: pilcrow: "¶" -> ""

$ septel repair samples/08BAGHDAD3796.txt > $SCRATCH/clean; septel repair $SCRATCH/clean | cmp - $SCRATCH/clean && echo the same
the same

$ septel repair --list $SCRATCH/clean

$ printf 'it\222s a test [1](#). \302\266\n' | septel repair -
it’s a test 1. ¶

$ septel lint samples/08BAGHDAD3796.txt
samples/08BAGHDAD3796.txt:54:2: warning: paragraph 7 tells a future for 2008-11-30, before the message [C01]
[exit 1]

$ septel lint tests/golden/lint/V05.txt
tests/golden/lint/V05.txt:3:17: warning: '2672532' is no filing time [V05]
[exit 1]

$ septel repair --diff samples/74LAPAZ5828.txt
--- samples/74LAPAZ5828.txt
+++ samples/74LAPAZ5828.txt
@@ -39,12 +39,3 @@


 NNN
-
-
-
-
-                     Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
-
                     Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
-
-
-
\ No newline at end of file

$ septel repair --list samples/74LAPAZ5828.txt
samples/74LAPAZ5828.txt:42:1: stamp: "\n\n\n\n                     Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n\f                     Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n\n\n                                                   " -> ""

$ septel repair --diff $SCRATCH/clean

$ septel repair --diff --list samples/74LAPAZ5828.txt
septel repair: --diff and --list exclude each other
[exit 2]

$ septel repair samples/74LAPAZ5828.txt $SCRATCH/none | tail -1
septel repair: $SCRATCH/none: cannot read: No such file or directory
NNN

# What lint ends with: 0 clean or only notes, 1 a warning, 2 an input that is bad.

$ septel lint tests/golden/lint/clean.txt

$ septel lint tests/golden/lint/V19.txt

$ septel lint --notes tests/golden/lint/V19.txt
tests/golden/lint/V19.txt:112:1: note: section of 131 lines [V19]

$ septel lint --compose tests/golden/lint/V19.txt
tests/golden/lint/V19.txt:112:1: error: section of 131 lines [V19]
[exit 1]

$ septel lint tests/golden/lint/V25.txt tests/golden/lint/clean.txt
tests/golden/lint/V25.txt:26:1: warning: paragraph 4 follows 1 [V25]
tests/golden/lint/V25.txt:26:1: warning: paragraph 4 follows paragraph 1 [body.number-gap]
tests/golden/lint/clean.txt:1:1: warning: 09STOCKHOLM452 was here before, word for word [V29]
[exit 1]

$ septel lint --json tests/golden/lint/V25.txt
{"file":"tests/golden/lint/V25.txt","line":26,"column":1,"severity":"warning","text":"paragraph 4 follows 1","code":"V25","fix":null}
{"file":"tests/golden/lint/V25.txt","line":26,"column":1,"severity":"warning","text":"paragraph 4 follows paragraph 1","code":"body.number-gap","fix":null}
[exit 1]

$ septel lint tests/golden/lint/V25.txt $SCRATCH/none
septel lint: $SCRATCH/none: cannot read: No such file or directory
tests/golden/lint/V25.txt:26:1: warning: paragraph 4 follows 1 [V25]
tests/golden/lint/V25.txt:26:1: warning: paragraph 4 follows paragraph 1 [body.number-gap]
[exit 2]

$ septel lint
septel lint: needs FILE... (septel lint --help)
[exit 2]

$ septel lint --strict tests/golden/lint/clean.txt
septel lint: no option '--strict' (septel lint --help)
[exit 2]

$ printf 'x\0y\0\0\0' >$SCRATCH/binary; septel lint $SCRATCH/binary
septel lint: $SCRATCH/binary: file is no text
[exit 2]

# Commands of two words, by the program with the table of tests/cli/two_words.c.

$ two_words case show first --json --clear=S
case show <first> --clear=S --json=

$ two_words case --help
usage: septel case COMMAND [options] [arguments]

Follow what was promised.

A casebook is a folder.

commands:
  show        Tell who holds the case
  add         Add to the journal

example:
  septel case show

$ two_words help case show
usage: septel case show [options] [NAME]

Tell who holds the case.

Tells it.

options:
  --clear U|C|S|TS  what the viewer may see
  --on DATE         the day to look from
  --json            one JSON object

exit:
  0  done
  2  bad usage, unreadable or invalid input

example:
  septel case show

$ two_words case add --help | head -1
usage: septel case add FILE...

$ two_words case
septel case: needs a command (septel case --help lists them)
[exit 2]

$ two_words case tell
septel case: no command 'tell' (septel case --help lists them)
[exit 2]

$ two_words case tell --help
septel case: no command 'tell' (septel case --help lists them)
[exit 2]

$ two_words show 08BAGHDAD3796
show <08BAGHDAD3796>

$ two_words case show first second
septel case show: unexpected argument 'second' (septel case show --help)
[exit 2]

$ two_words case add
septel case add: needs FILE... (septel case add --help)
[exit 2]

$ two_words help case tell
septel help: no command 'case tell'
[exit 2]

$ two_words help show first
septel help: no command 'show first'
[exit 2]

$ two_words help
show        Show a message
case        Follow what was promised
help        Show all commands, or one of them
completion  Print a shell's completion of septel
version     Print the version of septel

$ two_words help --man case | mandoc -T ascii | col -b | sed -n '/SYNOPSIS/,/^$/p'
SYNOPSIS
     septel case show [--clear U|C|S|TS] [--on DATE] [--json] [NAME]
     septel case add FILE ...

$ two_words help --man case show | diff - <(two_words help --man case) && echo one page
one page

$ two_words help --man case | mandoc -T lint -W warning

/* completion.h - what a shell completes behind "septel", made from the table of
 * commands; on stdout. */
#ifndef SEPTEL_CLI_COMPLETION_H
#define SEPTEL_CLI_COMPLETION_H

void completion_bash(void);
void completion_zsh(void);

#endif

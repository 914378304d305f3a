/* interrupt.c - see interrupt.h. */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>

static volatile sig_atomic_t came;

static void mark(int signal_number)
{
	came = signal_number;
}

void interrupt_catch(void)
{
	/* Reading goes on: a pipe that was interrupted has no fault. */
	struct sigaction action = {.sa_handler = mark,
				   .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool interrupt_came(void)
{
	return came != 0;
}

bool interrupt_asked(void *context)
{
	(void)context;
	return interrupt_came();
}

void interrupt_pass_on(void)
{
	if (!came)
		return;
	fflush(NULL);
	(void)signal(came, SIG_DFL);
	raise(came);
}

/* case_ledger.c - see case_ledger.h. */
#include "case_ledger.h"

bool desk_ledger(struct case_desk *desk, struct ledger *ledger)
{
	const enum week_begin week = desk->week_from_sunday ? WEEK_FROM_SUNDAY : WEEK_FROM_MONDAY;
	if (septel__ledger_open(ledger, &desk->log, week))
		return true;
	desk_fail(desk, "out of memory");
	return false;
}

bool desk_party_option(struct case_desk *desk, int option, const struct thing **party)
{
	const char *name = desk->invocation->options[option].text;
	*party = name ? desk_party(desk, name) : NULL;
	return !name || *party;
}

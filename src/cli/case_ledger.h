/* case_ledger.h - the ledger for the questions of a desk. */
#ifndef SEPTEL_CLI_CASE_LEDGER_H
#define SEPTEL_CLI_CASE_LEDGER_H

#include "../casebook/ledger_records.h"
#include "case_desk.h"

/* Opens it with weeks as --week has them.  False: memory is out, and the error says so. */
bool desk_ledger(struct case_desk *desk, struct ledger *ledger);
/* The party that an option names; NULL where it is not given.  False: there is no such party. */
bool desk_party_option(struct case_desk *desk, int option, const struct thing **party);

#endif

/* message_print.h - a message as the keys of `parse --json`. */
#ifndef SEPTEL_CLI_MESSAGE_PRINT_H
#define SEPTEL_CLI_MESSAGE_PRINT_H

#include "../corpus/source.h"
#include "printer.h"

/* All keys, always present, in the order of the contract (septel-format(5)).
 * `item` says where the message comes from; sentences are split in `arena`. */
void message_print(struct printer *printer, const struct septel_message *message,
		   const struct corpus_item *item, struct septel_arena *arena);
/* The keys alone, for whoever adds some: a map is open. */
void message_print_keys(struct printer *printer, const struct septel_message *message,
			const struct corpus_item *item, struct septel_arena *arena);

#endif

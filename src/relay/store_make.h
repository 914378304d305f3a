/* store_make.h - what the two makes of a spool have in common, and what each must be able to do.
 * Private to store*.c.
 *
 * Everything that a spool means (which rows a change makes, the chain of the journal, what a fetch
 * checks) stands once, in statements that both databases understand; a make only runs them.
 */
#ifndef SEPTEL_RELAY_STORE_MAKE_H
#define SEPTEL_RELAY_STORE_MAKE_H

#include "store.h"

#include "store_chain.h"

/* Bytes of an error with its NUL. */
#define STORE_ERROR_SIZE 512
/* Of a name of the store, with its NUL. */
#define STORE_INCARNATION_SIZE 33u
/* Values of one statement, columns of one row. */
#define STORE_VALUES_LIMIT 20u

enum value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT, VALUE_BYTES };

struct store_value {
	enum value_kind kind;
	int64_t number;
	struct septel_view view;
};

static inline struct store_value septel__value_number(int64_t number)
{
	return (struct store_value){VALUE_NUMBER, number, {NULL, 0}};
}

static inline struct store_value septel__value_text(struct septel_view text)
{
	return (struct store_value){VALUE_TEXT, 0, text};
}

static inline struct store_value septel__value_bytes(const void *bytes, size_t length)
{
	return (struct store_value){VALUE_BYTES, 0, {bytes, length}};
}

struct store_row {
	size_t count;
	struct store_value at[STORE_VALUES_LIMIT]; /* views live until the function returns */
};

/* False: no more rows are wanted. */
typedef bool (*store_row_function)(void *context, const struct store_row *row);

enum store_statement {
	STATEMENT_MESSAGE,
	STATEMENT_CONTENT,
	STATEMENT_COPY,
	STATEMENT_STATE,
	STATEMENT_MESSAGE_STATE,
	STATEMENT_CHANNEL,
	STATEMENT_SETTING,
	STATEMENT_ADDRESSEE,
	STATEMENT_ANSWERED,
	STATEMENT_ANSWERED_BY_TIME,
	STATEMENT_OVERDUE,
	STATEMENT_OVERDUE_TOLD,
	STATEMENT_DELIVERED,
	STATEMENT_ENTRY,
	STATEMENT_FIND_KEY,
	STATEMENT_FIND_TRANSFER,
	STATEMENT_FETCH,
	STATEMENT_FETCH_MESSAGE,
	STATEMENT_SENT_AS,
	STATEMENT_SENT_KEY,
	STATEMENT_ARRIVED_AS,
	STATEMENT_SETTINGS,
	STATEMENT_CHANNELS,
	STATEMENT_COPIES,
	STATEMENT_LAST_MESSAGE,
	STATEMENT_LAST_ENTRIES,
	STATEMENT_ANCHOR,
	STATEMENT_OLD_MESSAGES,
	STATEMENT_DROP_CONTENT,
	STATEMENT_DROP_COPIES,
	STATEMENT_DROP_ADDRESSEES,
	STATEMENT_DROP_MESSAGE,
	STATEMENT_OLD_ENTRIES,
	STATEMENT_DROP_ENTRIES,
	STATEMENT_SET_ANCHOR,
	STATEMENT_KEEP_NUMBER,
	STATEMENT_COUNT
};

/* Values stand as ?1, ?2 ... */
struct store_statement_text {
	const char *sql;
	bool must; /* a row must change, else the batch fails */
};
extern const struct store_statement_text septel__store_statements[STATEMENT_COUNT];

enum store_mode { STORE_WRITE, STORE_READ };

struct store_make {
	/* Fills *store with its own kind, also where it fails, so that the error can be told. */
	enum store_status (*open)(struct store **store, const char *where, enum store_mode mode);
	void (*close)(struct store *store);
	enum store_status (*begin)(struct store *store);
	enum store_status (*run)(struct store *store, enum store_statement which,
				 const struct store_value *values, size_t count);
	enum store_status (*ask)(struct store *store, enum store_statement which,
				 const struct store_value *values, size_t count,
				 store_row_function row, void *context);
	/* The same of a text that is asked once. */
	enum store_status (*ask_text)(struct store *store, const char *sql,
				      const struct store_value *values, size_t count,
				      store_row_function row, void *context);
	enum store_status (*commit)(struct store *store);
	void (*undo)(struct store *store);
	/* Whether there is room: OK or FULL. */
	enum store_status (*room)(struct store *store);
	/* Nothing is asked just now: what can be done later is done. */
	void (*idle)(struct store *store);
};

struct store {
	const struct store_make *make;
	char *where;
	unsigned free_percent;
	char error[STORE_ERROR_SIZE];
	char incarnation[STORE_INCARNATION_SIZE];
	bool in_batch;
	enum store_status broken; /* not OK: everything is refused until it is opened anew */
	bool batch_failed;        /* a question in it could not be answered */
	struct chain_head head, committed;
	moment last_change;
	struct head_file kept; /* the head outside; a server has none */
	uint64_t expired;      /* the last message that was looked at whether it is too old */
	struct septel_out fetched, cleaned;
};

/* Leaves an error and gives `status`. */
enum store_status septel__store_fail(struct store *store, enum store_status status,
				     const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Which make `where` wants; NULL where this program has it not. Programs with a make for servers
 * link store_makes_server.c, others store_makes_file.c. */
const struct store_make *septel__store_make_of(const char *where);
extern const struct store_make septel__store_file, septel__store_server;

/* From rows: a hash (all 0 where it is none), an entry (number, at, message, copy, outlet, event,
 * detail, hash; its views are those of the row), the anchor (into a chain_head). */
void septel__hash_read(struct septel_view bytes, unsigned char hash[CHAIN_HASH_SIZE]);
void septel__entry_read(const struct store_row *row, struct journal_entry *entry);
bool septel__anchor_take(void *context, const struct store_row *row);

/* A key (filing time, origin, serial) and a transfer as they stand in the rows; false: no memory.
 */
bool septel__store_clean_key(struct store *store, const struct message_key *key,
			     struct septel_view transfer, struct septel_view texts[4]);

/* The batch is gone. */
void septel__store_undo(struct store *store);

#endif

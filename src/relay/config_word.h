/* config_word.h - the words of a configuration, one row each (config.def).
 *
 * The reader, septel-relay.conf(5) and the tests go through this table; nothing else lists words.
 */
#ifndef SEPTEL_RELAY_CONFIG_WORD_H
#define SEPTEL_RELAY_CONFIG_WORD_H

#include "config.h"

enum config_scope { SCOPE_STATION, SCOPE_CIRCUIT, SCOPE_BOX };

/* What follows a word, on its line. */
enum config_value {
	VALUE_NOTHING,
	VALUE_STATION,   /* own routing indicator and name */
	VALUE_INDICATOR, /* a routing indicator */
	VALUE_PATH,      /* relative to the folder of the configuration */
	VALUE_STORE,     /* a path or postgresql:// */
	VALUE_ADDRESS,   /* host:port */
	VALUE_NAME,      /* letters, digits, hyphens, full stops */
	VALUE_MAILBOX,   /* name@domain */
	VALUE_TEXT,      /* anything, quoted where it has blanks */
	VALUE_DAYS,      /* a number and "days" */
	VALUE_PERCENT,   /* a number and "percent" */
	VALUE_NUMBER,
	VALUE_CLASS,
	VALUE_PRECEDENCE,
	VALUE_CODES,   /* release codes, with commas */
	VALUE_LETTERS, /* out XRO in XWB */
	VALUE_DIGITS,  /* 3 or 4, and "daily" or "cyclic" */
	VALUE_ALPHABET,
	VALUE_LINE_ENDS,
	VALUE_YES,
	VALUE_BOX, /* the name of an outlet */
	VALUE_CIRCUIT_BLOCK,
	VALUE_BOX_BLOCK,
	VALUE_COPY /* a profile */
};

#define ANY_KIND      0xffffffffu
#define KIND(name)    (1u << OUTLET_##name)
#define LINE_KINDS    (KIND(TCP) | KIND(TLS) | KIND(STREAM))
#define TLS_KINDS     (KIND(TLS) | KIND(SMTP) | KIND(NATS))
#define MAKES_NO_KIND (-1)

struct config_word {
	enum config_scope scope;
	const char *word;
	int makes;      /* enum outlet_kind of the outlet that has the word; MAKES_NO_KIND */
	unsigned kinds; /* of outlets that may have it: bits by enum outlet_kind */
	enum config_value value;
	size_t field;         /* offset in struct relay_config or struct outlet_settings */
	unsigned least, most; /* of a number */
};

extern const struct config_word CONFIG_WORDS[];
extern const size_t CONFIG_WORD_COUNT;
/* Room for something of each word. */
#define CONFIG_WORDS_LIMIT 128

/* The number of a word in the table; CONFIG_WORD_COUNT. */
size_t septel__config_word(enum config_scope scope, struct septel_view word);
/* The word that `word` is most likely a misprint of; NULL. */
const char *septel__config_suggest(enum config_scope scope, struct septel_view word);
/* "a routing indicator", as an error asks for it. */
const char *septel__config_value_name(enum config_value value);

/* The fields of "copy to NAME when FIELD VALUE". */
struct profile_word {
	const char *word;
	enum profile_field field;
};
extern const struct profile_word PROFILE_WORDS[];
extern const size_t PROFILE_WORD_COUNT;

#endif

/* config_read.h - what the files of the configuration's reader share. */
#ifndef SEPTEL_RELAY_CONFIG_READ_H
#define SEPTEL_RELAY_CONFIG_READ_H

#include "config_word.h"
#include "faults.h"

enum token_kind { TOKEN_WORD, TOKEN_QUOTED, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_END };

struct config_token {
	enum token_kind kind;
	struct septel_view text; /* of QUOTED without quotes and backslashes */
	int line;
};

struct config_reader {
	struct relay_config *config;
	struct septel_arena *arena;
	struct file_faults faults;
	struct septel_view folder;        /* of the configuration, with its "/"; empty: here */
	struct septel_view rest;          /* behind `token` */
	int line;                         /* at the start of `rest` */
	struct config_token token;        /* the next one */
	int seen[CONFIG_WORDS_LIMIT + 1]; /* lines of the words outside blocks; 0: none */
	struct septel_view *targets;      /* names of the outlets of profiles, as they stand */
	size_t outlet_room, profile_room;
	bool outlet_is_good[RELAY_OUTLETS_LIMIT]; /* its block has no error */
};

/* ---- config_token.c ---- */

/* Makes the first token the next one. */
void septel__config_begin(struct config_reader *reader, struct septel_view text)
	__attribute__((nonnull));
/* Takes the next token. */
struct config_token septel__config_take(struct config_reader *reader) __attribute__((nonnull));
/* The next token is a word, or a quoted text, of line `line`. */
bool septel__config_on_line(const struct config_reader *reader, int line) __attribute__((nonnull));

/* ---- config_value.c ---- */

/* Reads what follows `word`, which stood on line `line`, into the structure at `base` (struct
 * relay_config or outlet_settings).  What is wrong is noted, and skipped as far as it is no word of
 * the scope. */
void septel__config_value(struct config_reader *reader, const struct config_word *word, int line,
			  void *base) __attribute__((nonnull));

bool septel__is_indicator(struct septel_view text);
/* A name of a circuit, box, user or domain. */
bool septel__is_config_name(struct septel_view text);
/* By its name, case aside, blanks and hyphens alike ("TOP SECRET"); false if it is none. */
bool septel__class_of(struct septel_view name, enum septel_class *class_) __attribute__((nonnull));
bool septel__precedence_of(struct septel_view name, enum septel_precedence *precedence)
	__attribute__((nonnull));

/* ---- config_check.c ---- */

/* The circuit or box that `name` is a misprint of; NULL. */
const char *septel__config_suggest_outlet(const struct relay_config *config,
					  struct septel_view name) __attribute__((nonnull));
/* What only the whole shows: names that are unknown, what a circuit lacks, letters used twice. */
void septel__config_check(struct config_reader *reader) __attribute__((nonnull));

#endif

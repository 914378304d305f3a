/* case_desk.h - a question to a casebook: what every query of `septel case` has in common.
 *
 * Loads the casebook, reads the clocks and the viewer off the options, lets the command fill
 * the answer (casebook/answer.h), and prints it: as text with the high-water mark above and
 * below and what it derives from, as tab separated values, or as JSON, one record a line with
 * the keys "view_class" and "withheld" beside its own.
 *
 * A casebook that does not read without a fault answers nothing: faults on stderr, exit 2.
 */
#ifndef SEPTEL_CLI_CASE_DESK_H
#define SEPTEL_CLI_CASE_DESK_H

#include "../base/out.h"
#include "../casebook/answer.h"
#include "../casebook/folder.h"
#include "case_messages.h"
#include "casebook_at.h"
#include "command.h"

/* The options of every query, which come first among its own. */
enum desk_option {
	DESK_CASEBOOK,
	DESK_ON,
	DESK_KNOWN_BY,
	DESK_ENTERED_BY,
	DESK_CLEAR,
	DESK_AS,
	DESK_WEEK,
	DESK_FORMAT,
	DESK_JSON,
	DESK_ARCHIVE,
	DESK_OPTIONS
};

#define DESK_OPTION_ROWS                                                                           \
	OPTION_ROW_CASEBOOK,                                                                       \
		{"on", OPTION_TEXT, "DATE", "today: what happens later has not happened"},         \
		{"known-by", OPTION_TEXT, "DATE", "what was reported by then, that day included"}, \
		{"entered-by", OPTION_NUMBER, "N", "the first N entries of the log"},              \
		{"clear", OPTION_CHOICE, "U|LOU|R|C|S|TS",                                         \
		 "what a reader of that clearance sees"},                                          \
		{"as", OPTION_TEXT, "ROLE|USER", "what a reader in that role, or a user, sees"},   \
		{"week", OPTION_CHOICE, "mon|sun", "the day a week begins with"},                  \
		{"format", OPTION_CHOICE, "text|tsv|json", "how to print"},                        \
		{"json", OPTION_FLAG, NULL, "as --format json"}, OPTION_ROW_CASE_ARCHIVE

struct case_desk;
/* Writes the whole answer in a form of its own; false: it could not. */
typedef bool desk_whole(struct septel_out *out, struct case_desk *desk);

struct case_desk {
	const struct invocation *invocation;
	struct septel_arena *arena, *viewer_arena;
	struct casebook_folder folder;
	struct casebook book;
	struct case_messages messages;
	struct message_source source;
	struct access_viewer viewer;
	bool week_from_sunday;
	struct case_log log;          /* without what is hidden from the viewer: for lists */
	const struct case_log *whole; /* for gates, and states that rest on them, never `log` */
	struct case_view view;
	struct answer answer;
	/* A question may set these: `document` is printed, as it is, for all formats; `body` stands
	 * between the marks of --format text instead of the lines of each record. */
	struct chain chain; /* held against, where the form asks for it */
	desk_whole *document, *body;
	struct access_error error; /* what to tell where a question fails */
	bool refused;              /* it fails because the viewer has no access */
};

/* Fills desk->answer; the command's exit code, or -1 with desk->error set. */
typedef int desk_question(struct case_desk *desk);
/* Writes one record as lines, each with desk_mark in front. */
typedef void desk_text(struct septel_out *out, const json_t *record);

struct desk_form {
	desk_text *text;
	const char *const *columns; /* keys for --format tsv, "class" not among them; NULL behind */
};

/* Runs it all; the exit code. */
int desk_ask(const struct invocation *invocation, desk_question *question,
	     const struct desk_form *form);
/* The same, but nothing is answered where a sealed entry is not what it was: told, exit 4. */
int desk_ask_sealed(const struct invocation *invocation, desk_question *question,
		    const struct desk_form *form);

/* For what asks of messages alone: the viewer and the messages, without the claims.  False: what
 * was wrong is told.  To be closed either way. */
bool desk_open_messages(struct case_desk *desk, const struct invocation *invocation);
void desk_close(struct case_desk *desk);
/* True where --json or --format json is given. */
bool desk_wants_json(const struct case_desk *desk);

/* Sets the error, and gives -1. */
int desk_fail(struct case_desk *desk, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The same, and the command ends with EXIT_NO_ACCESS; the refusal is logged. */
int desk_refuse(struct case_desk *desk, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* What the row of a command says of that. */
#define DESK_NO_ACCESS "the viewer may not see it, or it is not there"

/* A party that the casebook knows; NULL, and the error set, where `name` is none, or nothing
 * that the viewer may see names it: both are told in the same words. */
const struct thing *desk_party(struct case_desk *desk, const char *name);
/* For a gate, which is decided whoever looks: an owner who looks through lower eyes (--clear)
 * knows whom he asks about. */
const struct thing *desk_guarded_party(struct case_desk *desk, const char *name);
/* A thing of that kind, likewise. */
const struct thing *desk_thing(struct case_desk *desk, const char *name, int kind);

/* ---- for desk_text and desk_whole ---- */

/* "Derived from ID, ID. Declassify on DATE. N withheld.", as it stands below every answer. */
void desk_footer(struct septel_out *out, const struct answer *answer);
/* "CONFIDENTIAL": the high-water mark; empty where nothing is shown. */
const char *desk_level(const struct answer *answer);

/* "(C) " of a record. */
void desk_mark(struct septel_out *out, const json_t *record);
/* The text behind a key, "-" where it is null or not there. */
const char *desk_string(const json_t *record, const char *key) __attribute__((returns_nonnull));
/* The strings behind a key with `between` between them; nothing where there are none. */
void desk_join(struct septel_out *out, const json_t *list, const char *between);
/* "#7.4" of its first anchor, or the whole where the answer is about several messages; nothing
 * where it has none. */
void desk_anchor(struct septel_out *out, const json_t *record);

#endif

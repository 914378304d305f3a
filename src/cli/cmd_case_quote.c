/* cmd_case_quote.c - septel case quote: the sentence that an anchor names. */
#include "../access/level.h"
#include "../access/mask.h"
#include "../base/date.h"
#include "case_desk.h"
#include "case_reads.h"
#include "commands.h"
#include "safe.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* One sentence asked for. */
struct quotation {
	const char *asked; /* "08BAGHDAD3796#4.1" */
	struct septel_view id;
	int paragraph, sentence;
	const struct septel_message *message;
	struct septel_view text, mark;
	struct access_label label;
};

static int refuse(const struct case_desk *desk, const char *asked, enum exit_code code,
		  const char *reason)
{
	complain("septel %s: %s: %s", desk->invocation->command->name, asked, reason);
	return code;
}

/* A number that ends at `end`; -1: there is none, or it is none of a message. */
static int take_number(const char **at, char end)
{
	int number = 0;
	const char *digits = *at;
	while (**at >= '0' && **at <= '9' && number < 100000)
		number = number * 10 + *(*at)++ - '0';
	if (*at == digits || *(*at) != end)
		return -1;
	*at += end != '\0';
	return number;
}

static bool read_anchor(struct quotation *quotation, const char *asked)
{
	const struct septel_view whole = septel_view_of(asked);
	const size_t hash = septel__find_byte(whole, '#', 0);
	*quotation = (struct quotation){.asked = asked, .id = septel__slice(whole, 0, hash)};
	if (hash == VIEW_NOT_FOUND || hash == 0)
		return false;
	const char *at = asked + hash + 1;
	quotation->paragraph = take_number(&at, '.');
	quotation->sentence = quotation->paragraph < 0 ? -1 : take_number(&at, '\0');
	return quotation->sentence >= 0;
}

/* The mark of its paragraph as it stands there, else the level that it has from the message. */
static void read_mark(struct quotation *quotation)
{
	const struct septel_message *message = quotation->message;
	const struct access_label whole = septel__label_of_message(message);
	const bool subject = quotation->paragraph == 0;
	size_t at = 0;
	while (!subject && message->paragraphs.at[at].number != quotation->paragraph)
		at++;
	quotation->label = septel__label_of_portion(
		message, whole,
		(struct access_portion){subject ? PORTION_SUBJECT : PORTION_PARAGRAPH, at});
	quotation->mark = septel_view_of(septel__level_letters(quotation->label.level));
	if (!subject && message->paragraphs.at[at].marking.len)
		quotation->mark = message->paragraphs.at[at].marking;
}

/* A line break that had to end a sentence stands in it as such. */
static struct septel_view on_one_line(struct septel_view text, struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, text.len + 1);
	if (!bytes)
		return text;
	for (size_t i = 0; i < text.len; i++)
		bytes[i] = text.ptr[i] == '\n' ? ' ' : text.ptr[i];
	return (struct septel_view){bytes, text.len};
}

static void put_text(struct septel_out *out, const struct quotation *quotation)
{
	if (quotation->mark.len) {
		septel__out_byte(out, '(');
		print_safely(out, quotation->mark);
		septel__out_string(out, ") ");
	}
	print_safely(out, quotation->text);
	septel__out_byte(out, '\n');
}

static json_t *json_of(struct septel_view text)
{
	json_t *string = json_stringn(text.len ? text.ptr : "", text.len);
	return string ? string : json_null(); /* no UTF-8 */
}

static void put_json(struct septel_out *out, const struct quotation *quotation)
{
	const char *level = septel__level_letters(quotation->label.level);
	struct septel_time declassify = quotation->message->declassify.on;
	char day[TIME_TEXT_SIZE];
	json_t *record = json_pack(
		"{s:s, s:o, s:i, s:i, s:s, s:o, s:o, s:[o], s:o, s:s, s:i}", "anchor",
		quotation->asked, "message", json_of(quotation->id), "paragraph",
		quotation->paragraph, "sentence", quotation->sentence, "class", level, "mark",
		json_of(quotation->mark), "text", json_of(quotation->text), "derived_from",
		json_of(quotation->id), "declassify_on",
		septel__has_time(declassify) ? json_string(septel__time_text(declassify, day))
					     : json_null(),
		"view_class", level, "withheld", 0);
	char *text = record ? json_dumps(record, JSON_COMPACT) : NULL;
	septel__out_format(out, "%s\n", text ? text : "{}");
	free(text);
	json_decref(record);
}

/* ---- what is told of the sentence ---- */

static bool stands_on(const struct claim *claim, const struct quotation *quotation)
{
	if (!septel__equal(claim->message->id, quotation->id))
		return false;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_anchor *anchor = &claim->values[i].is.anchor;
		if (claim->values[i].row->key == KEY_SRC && !anchor->officer.len &&
		    anchor->paragraph == quotation->paragraph &&
		    anchor->sentence == quotation->sentence)
			return true;
	}
	return false;
}

/* What a role, a case or a caveat keeps from the reader as a claim is not his as a quotation.
 * Of the level the message has its own marks. */
static bool may_know_claims(struct case_desk *desk, const struct quotation *quotation, bool *may)
{
	struct septel_arena *arena = septel_arena_new(CASEBOOK_ARENA_LIMIT);
	const struct case_clocks clocks = {
		.on = {9999, 12, 31, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE}};
	struct access_viewer cleared = desk->viewer;
	struct casebook_folder folder;
	struct casebook book;
	struct case_log log;
	struct case_view view;
	cleared.clearance = SEPTEL_TOP_SECRET;
	*may = true;
	bool read = arena != NULL && septel__folder_load(&folder, desk->folder.path, arena,
							 &desk->error) == ACCESS_OK;
	if (read) {
		septel__casebook_init(&book, arena);
		read = septel__folder_read(&book, &folder) && book.fault_count == 0 &&
		       septel__log_open(&log, &book, clocks) &&
		       septel__view_init(&view, &log, &cleared, &desk->source);
	}
	for (size_t i = 0; read && *may && i < book.claim_count; i++)
		if (stands_on(book.claims[i], quotation))
			*may = septel__view_sight(&view, book.claims[i]) == SIGHT_FULL;
	septel_arena_free(arena);
	return read;
}

static int quote(struct case_desk *desk, struct septel_out *out, const char *asked)
{
	bool may = true;
	struct quotation quotation;
	septel_arena_reset(desk->arena);
	if (!read_anchor(&quotation, asked))
		return refuse(desk, asked, EXIT_INVALID, "expected ID#PARAGRAPH.SENTENCE");
	if (!septel__sees_all(&desk->viewer) && !may_know_claims(desk, &quotation, &may))
		return refuse(desk, asked, EXIT_INVALID, "the casebook cannot be read");
	if (!may)
		return refuse(desk, asked, EXIT_NO_ACCESS, ACCESS_WITHHELD);
	switch (desk->source.find(desk->source.context, quotation.id, &quotation.message)) {
	case MESSAGE_UNREADABLE:
		return refuse(desk, asked, EXIT_INVALID, desk->messages.error.text);
	case MESSAGE_ABSENT:
		return desk->viewer.owner
			       ? refuse(desk, asked, EXIT_INVALID, "the message is not held")
			       : refuse(desk, asked, EXIT_NO_ACCESS,
					"the message is not held, or not yours to see");
	case MESSAGE_FOUND:
		break;
	}
	const struct septel_view text =
		septel__mask_sentence(&desk->viewer, quotation.message, quotation.paragraph,
				      quotation.sentence, desk->arena);
	if (septel__equal(text, VIEW_LITERAL(ACCESS_WITHHELD)))
		return refuse(desk, asked, EXIT_NO_ACCESS, ACCESS_WITHHELD);
	if (!text.len && !desk->viewer.owner)
		return refuse(desk, asked, EXIT_NO_ACCESS,
			      "the message is not held, or not yours to see");
	if (!text.len)
		return refuse(desk, asked, EXIT_INVALID, "there is no such sentence");
	quotation.text = on_one_line(text, desk->arena);
	read_mark(&quotation);
	desk->answer.label = septel__label_join(desk->answer.label, quotation.label);
	if (desk_wants_json(desk))
		put_json(out, &quotation);
	else
		put_text(out, &quotation);
	return EXIT_DONE;
}

/* What is read, and what was refused, is in the log before it is printed. */
static bool log_quotes(struct case_desk *desk, int code)
{
	return case_reads_log(desk, code == EXIT_DONE          ? ACCESS_FULL
				    : desk->answer.label.level ? ACCESS_MASKED
							       : ACCESS_NONE);
}

static int run(const struct invocation *invocation)
{
	struct case_desk desk;
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	int code = desk_open_messages(&desk, invocation) ? EXIT_DONE : EXIT_INVALID;
	const bool opened = code == EXIT_DONE;
	for (size_t i = 0; code == EXIT_DONE && i < invocation->count; i++)
		code = quote(&desk, &out, invocation->arguments[i]);
	if (opened && (out.length || code == EXIT_NO_ACCESS) && !log_quotes(&desk, code))
		code = refuse(&desk, invocation->arguments[0], EXIT_INVALID, desk.error.text);
	else
		(void)fwrite(out.data, 1, out.length, stdout);
	septel__out_release(&out);
	desk_close(&desk);
	return code;
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_QUOTE = {
	.name = "case quote",
	.summary = "Show the sentence that an anchor names",
	.arguments = "ANCHOR...",
	.least = 1,
	.about = "An anchor is ID#P.S: sentence S of paragraph P of message ID, 0.0 being the "
		 "subject. The\n"
		 "sentence stands on one line, whole and as repaired, behind the mark of its "
		 "paragraph.",
	.no_access = "it is above the clearance, or there is no such message for this viewer",
	.example = "septel case quote -C samples/casebook 08BAGHDAD3796#4.1 08BAGHDAD3796#8.3",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};

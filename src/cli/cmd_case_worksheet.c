/* cmd_case_worksheet.c - septel case worksheet: the sentences of a message with draft entries. */
#include "../access/files.h"
#include "../casebook/drafts.h"
#include "casebook_at.h"
#include "commands.h"
#include "printer.h"
#include "safe.h"
#include "worksheet_at.h"

#include <stdio.h>

/* Columns of a line of a sentence. */
#define SENTENCE_COLUMNS 96

enum { OPTION_CASEBOOK, OPTION_DRAFTS, OPTION_STUBS, OPTION_CLEAR, OPTION_ARCHIVE, OPTION_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	{"drafts", OPTION_FLAG, NULL, "write them to ID.drafts in the casebook, for review"},
	{"stubs", OPTION_FLAG, NULL, "an empty entry beneath each sentence without a draft"},
	{"clear", OPTION_CHOICE, "U|LOU|R|C|S|TS", "what a reader of that clearance sees"},
	OPTION_ROW_CASE_ARCHIVE,
	{"json", OPTION_FLAG, NULL, "one JSON object"},
};

/* ---- text ---- */

/* Comment lines: "; 7.4 (C) The team believes ...". */
static void put_sentence(struct septel_out *out, const struct worksheet_sentence *sentence)
{
	struct septel_view rest = sentence->text, word;
	size_t column = out->length;
	septel__out_format(out, "; %d.%d", sentence->paragraph, sentence->number);
	if (sentence->mark.len) {
		septel__out_string(out, " (");
		print_safely(out, sentence->mark);
		septel__out_byte(out, ')');
	}
	column = out->length - column;
	while (septel__next_word(&rest, &word)) {
		if (column + 1 + columns_of(word) > SENTENCE_COLUMNS) {
			septel__out_string(out, "\n;    ");
			column = 5;
		}
		septel__out_byte(out, ' ');
		column += 1 + print_safely(out, word);
	}
	septel__out_byte(out, '\n');
}

static void put_lines(struct septel_out *out, struct septel_view text)
{
	struct septel_view line;
	while (septel__next_line(&text, &line)) {
		print_safely(out, line);
		septel__out_byte(out, '\n');
	}
}

static void put_worksheet(struct septel_out *out, const struct worksheet *sheet, bool stubs,
			  size_t withheld)
{
	septel__out_format(out,
			   "; %zu drafts: none counts until it is accepted "
			   "(septel case review), or added with its holes (?) filled.\n",
			   sheet->draft_count);
	put_lines(out, sheet->opening);
	for (size_t i = 0; i < sheet->sentence_count; i++) {
		const struct worksheet_sentence *sentence = &sheet->sentences[i];
		septel__out_byte(out, '\n');
		put_sentence(out, sentence);
		for (size_t j = 0; j < sentence->count; j++) {
			const struct worksheet_draft *draft = &sheet->drafts[sentence->first + j];
			septel__out_format(out, "; draft %zu\n", draft->number);
			put_lines(out, draft->entry);
		}
		if (stubs && !sentence->count)
			septel__out_format(out, "? ? ?\n    src   %d.%d \"?\"\n",
					   sentence->paragraph, sentence->number);
	}
	if (sheet->dropped)
		septel__out_format(out, "; and %zu drafts more\n", sheet->dropped);
	if (withheld)
		septel__out_format(out, "\n; %zu withheld\n", withheld);
}

/* ---- JSON ---- */

static void print_fields(struct printer *printer, struct septel_view entry)
{
	struct septel_view line, word;
	septel__next_line(&entry, &line);
	printer_key(printer, "when");
	septel__next_word(&line, &word);
	printer_string(printer, word);
	printer_key(printer, "type");
	septel__next_word(&line, &word);
	printer_string(printer, word);
	printer_key(printer, "subject");
	printer_string(printer, septel__trim(line));
	printer_key(printer, "keys");
	printer_begin_list(printer);
	while (septel__next_line(&entry, &line) && septel__next_word(&line, &word)) {
		printer_begin_map(printer);
		printer_key(printer, "key");
		printer_string(printer, word);
		printer_key(printer, "value");
		printer_string(printer, septel__trim(line));
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_draft(struct printer *printer, const struct worksheet_draft *draft)
{
	printer_begin_map(printer);
	printer_key(printer, "number");
	printer_number(printer, (long long)draft->number);
	print_fields(printer, draft->entry);
	printer_key(printer, "cue");
	printer_string(printer, draft->cue);
	printer_key(printer, "holes");
	printer_number(printer, (long long)draft->holes);
	printer_key(printer, "entry");
	printer_string(printer, draft->entry);
	printer_end_map(printer);
}

static void print_sentence(struct printer *printer, const struct worksheet *sheet,
			   const struct worksheet_sentence *sentence)
{
	char at[32];
	snprintf(at, sizeof at, "%d.%d", sentence->paragraph, sentence->number);
	printer_begin_map(printer);
	printer_key(printer, "at");
	printer_string(printer, septel_view_of(at));
	printer_key(printer, "mark");
	printer_string_or_null(printer, sentence->mark);
	printer_key(printer, "text");
	printer_string(printer, sentence->text);
	printer_key(printer, "drafts");
	printer_begin_list(printer);
	for (size_t i = 0; i < sentence->count; i++)
		print_draft(printer, &sheet->drafts[sentence->first + i]);
	printer_end_list(printer);
	printer_end_map(printer);
}

static void print_json(struct septel_out *out, const struct worksheet *sheet, size_t withheld)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "message");
	printer_string(&printer, sheet->id);
	printer_key(&printer, "opening");
	printer_string(&printer, sheet->opening);
	printer_key(&printer, "class");
	printer_string(&printer, septel_view_of(septel_class_name(sheet->message->classification)));
	printer_key(&printer, "drafts");
	printer_number(&printer, (long long)sheet->draft_count);
	printer_key(&printer, "dropped");
	printer_number(&printer, (long long)sheet->dropped);
	printer_key(&printer, "withheld");
	printer_number(&printer, (long long)withheld);
	printer_key(&printer, "sentences");
	printer_begin_list(&printer);
	for (size_t i = 0; i < sheet->sentence_count; i++)
		print_sentence(&printer, sheet, &sheet->sentences[i]);
	printer_end_list(&printer);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* ---- run ---- */

static bool write_drafts(struct worksheet_at *at)
{
	size_t kept;
	if (!at->held) {
		septel__access_fail(&at->error, ACCESS_INVALID,
				    "the casebook does not hold this message: expected %s/%s",
				    at->path, at->source.expected);
		return false;
	}
	if (septel__drafts_save(at->path, &at->sheet, &kept, at->arena, &at->error) != ACCESS_OK)
		return false;
	printf("%zu drafts, %zu decided before\n", at->sheet.draft_count, kept);
	return true;
}

static bool print_all(struct worksheet_at *at)
{
	const struct invocation *invocation = at->invocation;
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	if (invocation->options[OPTION_JSON].text)
		print_json(&out, &at->sheet, at->withheld);
	else
		put_worksheet(&out, &at->sheet, invocation->options[OPTION_STUBS].text != NULL,
			      at->withheld);
	if (!out.failed)
		(void)fwrite(out.data, 1, out.length, stdout);
	const bool done = !out.failed;
	septel__out_release(&out);
	return done;
}

static int run(const struct invocation *invocation)
{
	struct worksheet_at at;
	const struct option_value *options = invocation->options;
	const char *clear = options[OPTION_CLEAR].text;
	if (!command_excludes(invocation, OPTION_DRAFTS, OPTION_CLEAR))
		return EXIT_INVALID;
	const bool done = worksheet_open(&at, invocation, casebook_path(&options[OPTION_CASEBOOK]),
					 &options[OPTION_ARCHIVE]) &&
			  worksheet_of(&at, invocation->arguments[0]) &&
			  (!clear || worksheet_clear(&at, clear)) &&
			  (options[OPTION_DRAFTS].text ? write_drafts(&at) : print_all(&at));
	const int status = done ? EXIT_DONE : worksheet_failed(&at);
	worksheet_close(&at);
	return status;
}

const struct command COMMAND_CASE_WORKSHEET = {
	.name = "case worksheet",
	.summary = "Propose draft entries for a message",
	.arguments = "MSG",
	.least = 1,
	.about =
		"Prints the numbered sentences of a message (a number that the casebook holds, a "
		"file,\n"
		"or - for standard input), and beneath them the entries that words such as "
		"\"will\",\n"
		"\"pledged\", \"asked\", \"met\" and dates propose: parties, encounters, promises, "
		"requests,\n"
		"deadlines, custody, assurances, answers, movement, wishes. What the text does not "
		"say is\n"
		"a hole (?). The output is journal text: with its holes filled, septel case add "
		"takes "
		"it.\n"
		"Drafts never count; with --drafts they wait in ID.drafts for septel case review.",
	.example = "septel case worksheet -C examples/casebook 09MUSCAT460",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};

/* message_view.c - see message_view.h.
 *
 * Nothing of the message reaches the terminal raw: controls (an escape sequence
 * in a cable would be one) are shown as U+FFFD.
 */
#include "message_view.h"

#include "../base/date.h"
#include "../base/places.h"
#include "safe.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST   40
#define WIDTH_MOST    120
/* Column where the values of the envelope begin. */
#define VALUE_COLUMN 12
/* Column where an item of a paragraph begins; it hangs by the width of a mark. */
#define ITEM_COLUMN 4

/* SGR sequences. */
#define BOLD   "\033[1m"
#define DIM    "\033[2m"
#define RED    "\033[31m"
#define GREEN  "\033[32m"
#define YELLOW "\033[33m"
#define CYAN   "\033[36m"
#define PLAIN  "\033[0m"

struct view_style view_style_for(const char *color)
{
	struct view_style style = {.width = WIDTH_DEFAULT};
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	const char *no_color = getenv("NO_COLOR");
	const bool terminal = isatty(STDOUT_FILENO);
	if (columns && septel__number(septel_view_of(columns)) > 0)
		style.width = (size_t)septel__number(septel_view_of(columns));
	else if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		style.width = size.ws_col;
	if (style.width < WIDTH_LEAST)
		style.width = WIDTH_LEAST;
	if (style.width > WIDTH_MOST)
		style.width = WIDTH_MOST;
	if (!color || strcmp(color, "auto") == 0)
		style.color = terminal && !(no_color && *no_color);
	else
		style.color = strcmp(color, "always") == 0;
	return style;
}

static void paint(struct septel_out *out, const struct view_style *style, const char *sequence)
{
	if (style->color)
		septel__out_string(out, sequence);
}

/* The words alone, without the last line end; gives the column behind them. */
static size_t wrap_words(struct septel_out *out, struct septel_view words, size_t column,
			 size_t indent, size_t width)
{
	struct septel_view word;
	bool first = true;
	while (septel__next_word(&words, &word)) {
		const size_t columns = columns_of(word);
		if (!first && column + 1 + columns > width) {
			septel__out_byte(out, '\n');
			septel__out_repeat(out, ' ', indent);
			column = indent;
		} else if (!first) {
			septel__out_byte(out, ' ');
			column++;
		}
		column += print_safely(out, word);
		first = false;
	}
	return column;
}

void view_wrap(struct septel_out *out, struct septel_view words, size_t column, size_t indent,
	       size_t width)
{
	wrap_words(out, words, column, indent, width);
	septel__out_byte(out, '\n');
}

static void label(struct septel_out *out, const struct view_style *style, const char *name)
{
	paint(out, style, DIM);
	septel__out_string(out, name);
	paint(out, style, PLAIN);
	septel__out_repeat(out, ' ', VALUE_COLUMN - strlen(name));
}

static void line(struct septel_out *out, const struct view_style *style, const char *name,
		 struct septel_view words)
{
	if (words.len == 0)
		return;
	label(out, style, name);
	view_wrap(out, words, VALUE_COLUMN, VALUE_COLUMN, style->width);
}

static void addressee_line(struct septel_out *out, const struct view_style *style, const char *name,
			   const struct septel_addressee *addressee)
{
	label(out, style, name);
	print_safely(out, addressee->name);
	if (addressee->ri.len) {
		paint(out, style, DIM);
		septel__out_string(out, " (");
		print_safely(out, addressee->ri);
		septel__out_byte(out, ')');
		paint(out, style, PLAIN);
	}
	if (addressee->precedence.len) {
		septel__out_string(out, ", ");
		print_safely(out, addressee->precedence);
	}
	if (addressee->by_other_means)
		septel__out_string(out, ", by other means");
	septel__out_byte(out, '\n');
}

static const char *class_color(enum septel_class class_)
{
	return class_ >= SEPTEL_SECRET                 ? BOLD RED
	       : class_ == SEPTEL_CONFIDENTIAL         ? BOLD CYAN
	       : class_ >= SEPTEL_LIMITED_OFFICIAL_USE ? BOLD YELLOW
						       : BOLD GREEN;
}

static void class_line(struct septel_out *out, const struct septel_message *message,
		       const struct view_style *style)
{
	if (message->classification == SEPTEL_CLASS_NONE)
		return;
	label(out, style, "Class");
	paint(out, style, class_color(message->classification));
	septel__out_string(out, septel_class_name(message->classification));
	paint(out, style, PLAIN);
	for (size_t i = 0; i < message->captions.count; i++) {
		septel__out_string(out, i ? ", " : "  ");
		print_safely(out, message->captions.at[i]);
	}
	septel__out_byte(out, '\n');
	if (message->declassify.text.len || message->declassify.order.len) {
		struct septel_out words;
		label(out, style, "Declassify");
		septel__out_init(&words, NULL, 4096);
		if (message->declassify.order.len) {
			septel__out_string(&words, "E.O. ");
			septel__out_view(&words, message->declassify.order);
			septel__out_string(&words, ": ");
		}
		septel__out_view(&words, message->declassify.text);
		view_wrap(out, septel__out_written(&words), VALUE_COLUMN, VALUE_COLUMN,
			  style->width);
		septel__out_release(&words);
	}
}

static void when_line(struct septel_out *out, const struct septel_message *message,
		      const struct view_style *style)
{
	char text[TIME_TEXT_SIZE];
	if (septel__has_time(message->dtg)) {
		label(out, style, "Date");
		septel__time_text(message->dtg, text);
		septel__out_bytes(out, text, 10);
		septel__out_format(out, " %.5sZ\n", text + 11);
	}
	const enum septel_precedence action = message->precedence.action;
	if (action == SEPTEL_PRECEDENCE_NONE)
		return;
	label(out, style, "Precedence");
	paint(out, style, action >= SEPTEL_IMMEDIATE ? BOLD RED : BOLD);
	septel__out_string(out, septel_precedence_name(action));
	paint(out, style, PLAIN);
	if (message->precedence.info != action)
		septel__out_format(out, " (information: %s)",
				   septel_precedence_name(message->precedence.info));
	septel__out_byte(out, '\n');
}

static void tags_line(struct septel_out *out, const struct septel_message *message,
		      const struct view_style *style)
{
	if (message->tags.count == 0)
		return;
	struct septel_out words;
	label(out, style, "Tags");
	septel__out_init(&words, NULL, 1 << 20);
	for (size_t i = 0; i < message->tags.count; i++) {
		const struct septel_tag *tag = &message->tags.at[i];
		septel__out_string(&words, i ? ", " : "");
		septel__out_view(&words, tag->tag);
		if (tag->name.len) {
			septel__out_string(&words, " ");
			septel__out_view(&words, tag->name);
		}
	}
	view_wrap(out, septel__out_written(&words), VALUE_COLUMN, VALUE_COLUMN, style->width);
	septel__out_release(&words);
}

static void reference_lines(struct septel_out *out, const struct septel_message *message,
			    const struct view_style *style)
{
	for (size_t i = 0; i < message->references.count; i++) {
		const struct septel_reference *reference = &message->references.at[i];
		label(out, style, i ? "" : "Refers to");
		size_t column = VALUE_COLUMN;
		if (reference->letter.len) {
			column += print_safely(out, reference->letter) + 2;
			septel__out_string(out, ". ");
		}
		const size_t indent = column;
		column = wrap_words(out, reference->text, column, indent, style->width);
		/* What it names, where the text does not say so itself. */
		const struct septel_view kind =
			septel_view_of(septel_reference_kind_name(reference->kind));
		const size_t columns = kind.len + reference->id.len + 5;
		if (column + columns > style->width) {
			septel__out_byte(out, '\n');
			septel__out_repeat(out, ' ', indent - 2);
		}
		paint(out, style, DIM);
		septel__out_format(out, "  [%.*s%s%.*s]\n", VIEW_FORMAT(kind),
				   reference->id.len ? " " : "", VIEW_FORMAT(reference->id));
		paint(out, style, PLAIN);
	}
}

static void classifier_line(struct septel_out *out, const struct septel_message *message,
			    const struct view_style *style)
{
	struct septel_out words;
	if (message->classified_by.name.len == 0)
		return;
	septel__out_init(&words, NULL, SEPTEL_MESSAGE_LIMIT);
	septel__out_string(&words, "by ");
	septel__out_view(&words, message->classified_by.name);
	if (message->classified_by.title.len) {
		septel__out_string(&words, ", ");
		septel__out_view(&words, message->classified_by.title);
	}
	for (size_t i = 0; i < message->classified_by.reasons.count; i++) {
		septel__out_string(&words, i ? ", " : "; reasons ");
		septel__out_view(&words, message->classified_by.reasons.at[i]);
	}
	line(out, style, "Classified", septel__out_written(&words));
	septel__out_release(&words);
}

static void envelope(struct septel_out *out, const struct septel_message *message,
		     const struct view_style *style)
{
	paint(out, style, BOLD);
	if (message->id.len)
		print_safely(out, message->id);
	else
		septel__out_string(out, "(no number)");
	paint(out, style, PLAIN);
	paint(out, style, DIM);
	septel__out_format(out, "  %s", septel_profile_name(message->profile));
	if (message->sections.total > 1) {
		septel__out_string(out, ", sections");
		for (size_t i = 0; i < message->sections.present_count; i++)
			septel__out_format(out, " %d", message->sections.present[i]);
		septel__out_format(out, " of %d", message->sections.total);
	}
	paint(out, style, PLAIN);
	septel__out_byte(out, '\n');
	line(out, style, "From", message->from.name);
	for (size_t i = 0; i < message->to.count; i++)
		addressee_line(out, style, i ? "" : "To", &message->to.at[i]);
	for (size_t i = 0; i < message->info.count; i++)
		addressee_line(out, style, i ? "" : "Info", &message->info.at[i]);
	for (size_t i = 0; i < message->exempt.count; i++)
		line(out, style, i ? "" : "Exempt", message->exempt.at[i]);
	when_line(out, message, style);
	class_line(out, message, style);
	line(out, style, "Subject", message->subject);
	tags_line(out, message, style);
	reference_lines(out, message, style);
	classifier_line(out, message, style);
}

/* One paragraph; a hard break in it begins a new line. */
static void paragraph_text(struct septel_out *out, struct septel_view text, size_t column,
			   const struct view_style *style)
{
	struct septel_view part;
	bool first = true;
	while (septel__next_line(&text, &part)) {
		if (!first)
			septel__out_repeat(out, ' ', ITEM_COLUMN);
		view_wrap(out, part, first ? column : ITEM_COLUMN, first ? 0 : ITEM_COLUMN + 3,
			  style->width);
		first = false;
	}
	if (first)
		septel__out_byte(out, '\n');
}

static void body(struct septel_out *out, const struct septel_message *message,
		 const struct view_style *style)
{
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		septel__out_byte(out, '\n');
		if (paragraph->heading.len) {
			paint(out, style, BOLD);
			view_wrap(out, paragraph->heading, 0, 0, style->width);
			paint(out, style, PLAIN);
			septel__out_byte(out, '\n');
		}
		struct septel_out opening;
		septel__out_init(&opening, NULL, 0);
		if (paragraph->number)
			septel__out_format(&opening, "%d. ", paragraph->number);
		if (paragraph->marking.len)
			septel__out_format(&opening, "(%.*s) ", VIEW_FORMAT(paragraph->marking));
		paint(out, style, BOLD);
		const size_t column = print_safely(out, septel__out_written(&opening));
		paint(out, style, PLAIN);
		septel__out_release(&opening);
		paragraph_text(out, paragraph->text, column, style);
	}
	if (message->signature.len) {
		septel__out_byte(out, '\n');
		print_safely(out, message->signature);
		septel__out_byte(out, '\n');
	}
}

/* What stood or stands, cut to a few words, line ends shown. */
static void excerpt(struct septel_out *out, struct septel_view words)
{
	const size_t most = 40;
	septel__out_byte(out, '\'');
	for (size_t i = 0; i < words.len && i < most; i++) {
		if (words.ptr[i] == '\n') {
			septel__out_string(out, "\\n");
			continue;
		}
		size_t length = 1;
		while (i + length < words.len &&
		       ((unsigned char)words.ptr[i + length] & 0xC0) == 0x80)
			length++;
		print_safely(out, septel__slice(words, i, i + length));
		i += length - 1;
	}
	septel__out_string(out, words.len > most ? "...'" : "'");
}

static void findings(struct septel_out *out, const struct septel_message *message,
		     const struct corpus_item *item, const struct view_style *style)
{
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	if (message->repairs.count) {
		paint(out, style, BOLD);
		septel__out_format(out, "\nRepaired (%zu)\n", message->repairs.count);
		paint(out, style, PLAIN);
	}
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		const struct septel_position at = septel__place_walk_to(&walk, repair->at.offset);
		septel__out_format(out, "  %u:%u %s ", at.line, at.column, repair->kind);
		excerpt(out, septel__slice(message->raw, repair->at.offset,
					   (size_t)repair->at.offset + repair->at.length));
		septel__out_string(out, " -> ");
		excerpt(out, repair->now);
		septel__out_byte(out, '\n');
	}
	if (message->diagnostics.count) {
		paint(out, style, BOLD);
		septel__out_format(out, "\nDoubtful (%zu)\n", message->diagnostics.count);
		paint(out, style, PLAIN);
	}
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	for (size_t i = 0; i < message->diagnostics.count; i++) {
		const struct septel_diagnostic *diagnostic = &message->diagnostics.at[i];
		const struct septel_position at =
			septel__place_walk_to(&walk, diagnostic->at.offset);
		septel__out_format(out, "  %u:%u %s: ", at.line, at.column,
				   septel_severity_name(diagnostic->severity));
		print_safely(out, diagnostic->text);
		septel__out_format(out, " [%s]\n", diagnostic->code);
	}
}

void message_view(struct septel_out *out, const struct septel_message *message,
		  const struct corpus_item *item, const struct view_style *style)
{
	envelope(out, message, style);
	body(out, message, style);
	findings(out, message, item, style);
	septel__out_byte(out, '\n');
}

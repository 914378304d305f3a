/* convert_text.c - a message to read on a terminal; septel/convert.h.
 *
 *     CONFIDENTIAL
 *
 *     SUBJECT LINE
 *
 *     From:        AMEMBASSY BAGHDAD
 *     To:          SECSTATE WASHDC, PRIORITY
 *
 *     1. (C) Text.
 */
#include "converting.h"

#define TEXT_WIDTH  72
#define LABEL_WIDTH 15

/* `words` in lines, those after the first behind `indent` blanks. */
static void put_wrapped(struct septel_out *out, struct septel_view words, size_t indent)
{
	struct septel_view word;
	size_t column = indent;
	bool first = true;
	while (septel__next_word(&words, &word)) {
		if (!first && column + 1 + word.len > TEXT_WIDTH) {
			septel__out_byte(out, '\n');
			septel__out_repeat(out, ' ', indent);
			column = indent;
		} else if (!first) {
			septel__out_byte(out, ' ');
			column++;
		}
		septel__out_view(out, word);
		column += word.len;
		first = false;
	}
	septel__out_byte(out, '\n');
}

static void put_facts(struct converting *converting)
{
	struct fact facts[FACTS_LIMIT];
	const size_t count = septel__facts(converting, facts);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < facts[i].values.count; k++) {
			struct septel_out *out = converting->out;
			const size_t start = out->length;
			if (k == 0)
				septel__out_format(out, "%s:", facts[i].label);
			const size_t taken = out->length - start;
			septel__out_repeat(out, ' ', LABEL_WIDTH - taken);
			put_wrapped(out, facts[i].values.at[k], LABEL_WIDTH);
		}
	if (count)
		septel__out_byte(converting->out, '\n');
}

void septel__convert_text(struct converting *converting)
{
	const struct septel_message *message = converting->message;
	struct septel_out *out = converting->out;
	if (message->classification != SEPTEL_CLASS_NONE)
		septel__out_format(out, "%s\n\n", septel_class_name(message->classification));
	if (message->subject.len) {
		put_wrapped(out, septel__clean(converting, message->subject), 0);
		septel__out_byte(out, '\n');
	}
	put_facts(converting);
	septel__out_view(out, septel__paragraph_text(converting, TEXT_WIDTH));
}

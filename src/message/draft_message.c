/* draft_message.c - what the sender of a message stated; septel/compose.h. */
#include "composing.h"
#include "list.h"
#include "sentence.h"

/* "1.4(b)" and "1.4(d)": "1.4 (b) and (d)". */
static struct septel_view reasons_as_written(struct septel_views reasons,
					     struct septel_arena *arena)
{
	struct septel_out out;
	struct septel_view number = {"", 0};
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < reasons.count; i++) {
		const struct septel_view reason = reasons.at[i];
		const size_t open = septel__find_byte(reason, '(', 0);
		const size_t end = open == VIEW_NOT_FOUND ? reason.len : open;
		const struct septel_view this = septel__slice(reason, 0, end);
		const struct septel_view letter = septel__slice(reason, end, reason.len);
		if (i > 0)
			septel__out_string(&out, i + 1 == reasons.count ? " and " : ", ");
		if (i == 0 || !septel__equal(number, this)) {
			septel__out_view(&out, this);
			if (letter.len)
				septel__out_byte(&out, ' ');
		}
		septel__out_view(&out, letter);
		number = this;
	}
	return septel__out_written(&out);
}

void septel_draft_classified_by(struct septel_draft *draft, struct septel_view name,
				struct septel_view title, struct septel_views reasons,
				struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_view(&out, title);
	if (title.len && name.len)
		septel__out_byte(&out, ' ');
	septel__out_view(&out, name);
	draft->classified_by.text = septel__out_written(&out);
	draft->classified_by.reason = reasons_as_written(reasons, arena);
}

/* A person goes out in parentheses, also one with a surname alone. */
static struct septel_views tags_as_written(const struct septel_tags *tags,
					   struct septel_arena *arena)
{
	struct septel_view *at = septel_arena_alloc(arena, (tags->count + 1) * sizeof *at);
	if (!at)
		return (struct septel_views){NULL, 0};
	for (size_t i = 0; i < tags->count; i++) {
		struct septel_out out;
		at[i] = tags->at[i].tag;
		if (tags->at[i].kind != SEPTEL_TAG_PERSON)
			continue;
		septel__out_init(&out, arena, 0);
		septel__out_format(&out, "(%.*s)", VIEW_FORMAT(at[i]));
		at[i] = septel__out_written(&out);
	}
	return (struct septel_views){at, tags->count};
}

int septel_draft_of_message(struct septel_draft *out, const struct septel_message *message,
			    struct septel_arena *arena)
{
	septel_draft_init(out);
	out->profile = message->profile;
	out->as_stated = true;
	out->id = message->id;
	out->transmission.circuit = message->transmission.circuit;
	out->transmission.serial = message->transmission.serial;
	out->precedence.action = message->precedence.action;
	out->precedence.info = message->precedence.info;
	out->routing = message->routing;
	out->origin.ri = message->origin.ri;
	out->origin.serial = message->origin.serial;
	out->origin.filed = message->origin.filed;
	out->letters = message->security.letters;
	out->signals = message->signals;
	out->dtg = message->dtg;
	out->from = message->from;
	out->to = message->to;
	out->info = message->info;
	out->exempt = message->exempt;
	out->classification = message->classification;
	out->captions = message->captions;
	out->declassify.order = message->declassify.order;
	out->declassify.text = message->declassify.text;
	out->tags = tags_as_written(&message->tags, arena);
	out->subject = message->subject;
	out->references = message->references;
	septel_draft_classified_by(out, message->classified_by.name, message->classified_by.title,
				   message->classified_by.reasons, arena);
	out->paragraphs = message->paragraphs;
	out->signature = message->signature;
	return septel_arena_failed(arena) ? SEPTEL_ENOMEM : SEPTEL_OK;
}

/* ---- sentences -------------------------------------------------------------- */

struct septel_view septel_text_of_sentences(struct septel_views sentences,
					    struct septel_arena *arena)
{
	const struct septel_view none = {"", 0};
	size_t length = 0;
	for (size_t i = 0; i < sentences.count; i++)
		length += sentences.at[i].len + 1;
	char *text = septel_arena_alloc(arena, length + 1);
	if (!text || length == 0)
		return none;
	size_t at = 0;
	for (size_t i = 0; i < sentences.count; i++) {
		memcpy(text + at, sentences.at[i].ptr, sentences.at[i].len);
		at += sentences.at[i].len;
		text[at++] = ' ';
	}
	const struct septel_view whole = {text, length - 1};
	const struct septel_views split = septel__sentences(whole, arena);
	/* Both lists rise: a boundary the rules do not find was a break. */
	at = 0;
	size_t found = 0;
	for (size_t i = 0; i + 1 < sentences.count; i++) {
		at += sentences.at[i].len;
		while (found < split.count && split.at[found].ptr < text + at + 1)
			found++;
		if (found == split.count || split.at[found].ptr != text + at + 1)
			text[at] = '\n';
		at++;
	}
	return whole;
}

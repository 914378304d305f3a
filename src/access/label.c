/* label.c - see label.h: labels as bits, numbers and text. */
#include "label.h"

#include "handling.h"
#include "level.h"

#define KEY_LEVEL_SHIFT 60
#define KEY_CAPTIONS    ((UINT64_C(1) << KEY_LEVEL_SHIFT) - 1)

#define OTHER_WORD    "OTHER"
#define UNSTATED_WORD "NOT STATED"

static uint64_t bit_of(const struct handling_row *row)
{
	return row->place == HANDLING_NO_PLACE ? 0 : UINT64_C(1) << row->place;
}

bool septel__label_caption(struct septel_view caption, uint64_t *bit)
{
	const struct handling_row *row = septel__handling_of_caption(caption);
	*bit = row ? bit_of(row) : 0;
	return row != NULL;
}

void septel__label_add_caption(struct access_label *label, struct septel_view caption)
{
	uint64_t bit;
	label->captions |= septel__label_caption(caption, &bit) ? bit : LABEL_OTHER;
}

/* ---- numbers ------------------------------------------------------------------ */

int64_t septel__label_key(struct access_label label)
{
	return (int64_t)((uint64_t)label.level << KEY_LEVEL_SHIFT |
			 (label.captions & KEY_CAPTIONS));
}

bool septel__label_of_key(int64_t key, struct access_label *label)
{
	*label = (struct access_label){0};
	if (key < 0 || key >> KEY_LEVEL_SHIFT > SEPTEL_TOP_SECRET)
		return false;
	*label = (struct access_label){(enum septel_class)(key >> KEY_LEVEL_SHIFT),
				       (uint64_t)key & KEY_CAPTIONS};
	return true;
}

/* ---- text --------------------------------------------------------------------- */

/* A text of LABEL_TEXT_SIZE that is filled from the left. */
struct label_text {
	char *text;
	size_t length;
	bool begun; /* a caption stands already */
};

static void put(struct label_text *out, struct septel_view words)
{
	const size_t room = LABEL_TEXT_SIZE - 1 - out->length;
	const size_t length = words.len < room ? words.len : room;
	if (length)
		memcpy(out->text + out->length, words.ptr, length);
	out->length += length;
	out->text[out->length] = '\0';
}

static void put_caption(struct label_text *out, struct septel_view words)
{
	if (out->begun)
		put(out, VIEW_LITERAL("/"));
	else if (out->length)
		put(out, VIEW_LITERAL("//"));
	out->begun = true;
	put(out, words);
}

/* "NF" for NOFORN; the whole name where marks have but a part of it (EYES). */
static struct septel_view word_of_marks(const struct handling_row *row)
{
	const struct septel_view name = septel_view_of(row->caption);
	const struct septel_view words = septel_view_of(row->marks);
	const size_t end = septel__find_byte(words, '|', 0);
	const struct septel_view first = septel__slice(words, 0, end);
	const bool part = first.len < name.len && memcmp(first.ptr, name.ptr, first.len) == 0;
	return part || first.len == 0 ? name : first;
}

static const char *write_label(struct access_label label, char *text, bool short_)
{
	struct label_text out = {.text = text};
	text[0] = '\0';
	put(&out, septel_view_of(short_ ? septel__level_letters(label.level)
					: septel_class_name(label.level)));
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++) {
		const struct handling_row *row = &SEPTEL__HANDLING[i];
		if (label.captions & bit_of(row))
			put_caption(&out,
				    short_ ? word_of_marks(row) : septel_view_of(row->caption));
	}
	if (label.captions & LABEL_OTHER)
		put_caption(&out, VIEW_LITERAL(OTHER_WORD));
	if (label.captions & LABEL_UNSTATED)
		put_caption(&out, VIEW_LITERAL(UNSTATED_WORD));
	return text;
}

const char *septel__label_text(struct access_label label, char text[LABEL_TEXT_SIZE])
{
	return write_label(label, text, false);
}

const char *septel__label_mark(struct access_label label, char text[LABEL_TEXT_SIZE])
{
	return write_label(label, text, true);
}

static bool read_caption(struct septel_view word, uint64_t *captions)
{
	uint64_t bit = 0;
	if (septel__is_word(word, OTHER_WORD)) {
		bit = LABEL_OTHER;
	} else if (septel__is_word(word, UNSTATED_WORD)) {
		bit = LABEL_UNSTATED;
	} else {
		const struct handling_row *row = septel__handling_of_caption(word);
		row = row ? row : septel__handling_of_mark(word);
		bit = row ? bit_of(row) : 0;
	}
	*captions |= bit;
	return bit != 0;
}

bool septel__label_read(struct septel_view text, struct access_label *label)
{
	struct access_label read = {0};
	*label = read;
	bool first = true;
	while (text.len) {
		size_t end = septel__find_byte(text, '/', 0);
		if (end == VIEW_NOT_FOUND)
			end = text.len;
		const struct septel_view word = septel__trim(septel__slice(text, 0, end));
		if (!(first && septel__level_read(word, &read.level)) &&
		    !read_caption(word, &read.captions))
			return false;
		const size_t dashes = first && septel__slice(text, end, end + 2).len == 2 &&
						      text.ptr[end + 1] == '/'
					      ? 2
					      : 1;
		/* Nothing behind a slash is no caption. */
		if (end < text.len && end + dashes >= text.len)
			return false;
		text = septel__slice(text, end + dashes, text.len);
		first = false;
	}
	*label = read;
	return true;
}

/* draft_internal.c - headers of a draft that become line 12 to the signature; see draft.h. */
#include "draft.h"
#include "marking.h"
#include "scan.h"

/* "UNCLASSIFIED", "S E C R E T", "LOU" and the rest; NONE. */
static enum septel_class draft_class(struct septel_view word)
{
	static const struct {
		const char *word;
		enum septel_class class_;
	} WORDS[] = {{"U", SEPTEL_UNCLASSIFIED},
		     {"UNCLAS", SEPTEL_UNCLASSIFIED},
		     {"LOU", SEPTEL_LIMITED_OFFICIAL_USE},
		     {"R", SEPTEL_RESTRICTED},
		     {"C", SEPTEL_CONFIDENTIAL},
		     {"S", SEPTEL_SECRET},
		     {"TS", SEPTEL_TOP_SECRET}};
	struct classification_word found;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i].word))
			return WORDS[i].class_;
	for (int class_ = SEPTEL_UNCLASSIFIED; class_ <= SEPTEL_TOP_SECRET; class_++)
		if (septel__equal_fold(
			    word, septel_view_of(septel_class_name((enum septel_class)class_))))
			return (enum septel_class)class_;
	if (septel__classification(word, &found) && !found.damaged && found.length == word.len)
		return found.class_;
	return SEPTEL_CLASS_NONE;
}

static void add_caption(struct draft_reading *reading, struct septel_view value)
{
	septel__draft_add(reading, &reading->captions, septel__draft_capitals(reading, value));
}

/* "SIPDIS, NOFORN"; but "REL TO USA, FVEY" is one. */
void septel__take_captions(struct draft_reading *reading, struct septel_view value)
{
	while (value.len) {
		const size_t comma = septel__starts_fold(value, "REL")
					     ? VIEW_NOT_FOUND
					     : septel__find_byte(value, ',', 0);
		const size_t end = comma == VIEW_NOT_FOUND ? value.len : comma;
		const struct septel_view one = septel__trim(septel__slice(value, 0, end));
		if (one.len)
			add_caption(reading, one);
		value = septel__trim(
			septel__slice(value, comma == VIEW_NOT_FOUND ? end : end + 1, value.len));
	}
}

/* "CONFIDENTIAL", "UNCLASSIFIED//FOUO", "SECRET//NOFORN", "UNCLAS SENSITIVE". */
void septel__take_classification(struct draft_reading *reading, struct septel_view value)
{
	const size_t oblique = septel__find_byte(value, '/', 0);
	struct septel_view word = value, captions = {"", 0};
	if (oblique != VIEW_NOT_FOUND) {
		word = septel__trim(septel__slice(value, 0, oblique));
		captions = septel__slice(value, oblique, value.len);
	}
	reading->draft->classification = draft_class(word);
	for (size_t at = word.len; at > 0 && !reading->draft->classification; at--) {
		if (!septel__is_space(word.ptr[at - 1]))
			continue;
		reading->draft->classification =
			draft_class(septel__trim(septel__slice(word, 0, at)));
		if (reading->draft->classification)
			captions = septel__slice(value, at, value.len);
	}
	if (reading->draft->classification == SEPTEL_CLASS_NONE)
		septel__draft_refuse(reading, "draft.classification", value, "classification");
	while (captions.len) {
		while (captions.len &&
		       (captions.ptr[0] == '/' || septel__is_space(captions.ptr[0])))
			captions = septel__slice(captions, 1, captions.len);
		const size_t next = septel__find_byte(captions, '/', 0);
		const size_t end = next == VIEW_NOT_FOUND ? captions.len : next;
		septel__take_captions(reading, septel__slice(captions, 0, end));
		captions = septel__slice(captions, end, captions.len);
	}
}

void septel__take_passing(struct draft_reading *reading, struct septel_view value)
{
	septel__draft_add(reading, &reading->passing, value);
}

void septel__take_order(struct draft_reading *reading, struct septel_view value)
{
	while (value.len && !septel__is_digit(value.ptr[0]))
		value = septel__slice(value, 1, value.len);
	size_t digits = 0;
	while (digits < value.len && septel__is_digit(value.ptr[digits]))
		digits++;
	reading->draft->declassify.order = septel__slice(value, 0, digits);
	if (digits < 4)
		septel__draft_refuse(reading, "draft.order", value, "executive order");
	const struct septel_view rest = septel__trim(septel__slice(value, digits, value.len));
	if (rest.len > 1 && rest.ptr[0] == ':')
		reading->draft->declassify.text = septel__trim(septel__slice(rest, 1, rest.len));
}

void septel__take_declassify(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->declassify.text = value;
}

/* "PHUM, PREL, OVIP (CLINTON, HILLARY), IZ" or set apart by blanks. */
void septel__take_tags(struct draft_reading *reading, struct septel_view value)
{
	const bool commas = septel__find_byte(value, ',', 0) != VIEW_NOT_FOUND ||
			    septel__find_byte(value, ';', 0) != VIEW_NOT_FOUND;
	while (value.len) {
		size_t end = 0;
		if (value.ptr[0] == '(') {
			const size_t close = septel__find_byte(value, ')', 0);
			end = close == VIEW_NOT_FOUND ? value.len : close;
			septel__draft_add(
				reading, &reading->tags,
				septel__draft_capitals(reading, septel__slice(value, 0, end + 1)));
			value = septel__slice(value, end + 1, value.len);
			continue;
		}
		while (end < value.len && value.ptr[end] != ',' && value.ptr[end] != ';' &&
		       value.ptr[end] != '(' && (commas || value.ptr[end] != ' '))
			end++;
		const struct septel_view tag = septel__trim(septel__slice(value, 0, end));
		if (tag.len)
			septel__draft_add(reading, &reading->tags,
					  septel__draft_capitals(reading, tag));
		const bool person = end < value.len && value.ptr[end] == '(';
		value = septel__slice(value, person ? end : end + 1, value.len);
	}
}

void septel__take_subject(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->subject = value;
}

/* "A. BAGHDAD 2658", "(B) BAGHDAD 3556", "BAGHDAD 2658". */
void septel__take_reference(struct draft_reading *reading, struct septel_view value)
{
	struct septel_reference *slot =
		LIST_ADD(reading->arena, reading->references.at, reading->references.count,
			 reading->references.capacity);
	if (!slot)
		return;
	memset(slot, 0, sizeof *slot);
	slot->letter = (struct septel_view){"", 0};
	struct septel_view rest = value, letter;
	const bool open = scan_byte(&rest, '(');
	if (scan_run(&rest, septel__is_alpha, 1, 2, &letter) &&
	    ((open && scan_byte(&rest, ')')) ||
	     (!open &&
	      (scan_byte(&rest, '.') || scan_byte(&rest, ')') || scan_byte(&rest, ':')))) &&
	    scan_blanks(&rest)) {
		slot->letter = septel__draft_capitals(reading, letter);
		value = rest;
	}
	slot->text = value;
}

void septel__take_classified_by(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->classified_by.text = value;
}

void septel__take_reason(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->classified_by.reason = value;
}

void septel__take_signature(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->signature = septel__draft_capitals(reading, value);
}

/* References without letters get them where there are several. */
void septel__draft_finish_references(struct draft_reading *reading)
{
	static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const size_t count = reading->references.count;
	bool lettered = count < 2 || count > 26;
	for (size_t i = 0; i < count; i++)
		lettered = lettered || reading->references.at[i].letter.len;
	for (size_t i = 0; i < count && !lettered; i++)
		reading->references.at[i].letter = (struct septel_view){LETTERS + i, 1};
}

/* mail_label.c - the classification of a letter; see mail_compose.h. */
#include "../base/encoding.h"
#include "../base/mime.h"
#include "../message/marking.h"
#include "mail_compose.h"

#define INTEGER_TAG 0x02
#define SET_TAG     0x31

/* SET { policy, INTEGER class, ... } in BER: the class; -1 where there is none. */
static int class_of_set(struct septel_view ber)
{
	const unsigned char *bytes = (const unsigned char *)ber.ptr;
	if (ber.len < 2 || bytes[0] != SET_TAG || bytes[1] > ber.len - 2)
		return -1;
	for (size_t at = 2; at + 2 < ber.len && at < 2u + bytes[1]; at += 2u + bytes[at + 1])
		if (bytes[at] == INTEGER_TAG && bytes[at + 1] == 1)
			return bytes[at + 2];
	return -1;
}

/* 0 is "unmarked". */
static bool class_of_label(struct septel_view label, enum septel_class *class_,
			   struct septel_arena *arena)
{
	static const enum septel_class ESS[] = {SEPTEL_CLASS_NONE, SEPTEL_UNCLASSIFIED,
						SEPTEL_RESTRICTED, SEPTEL_CONFIDENTIAL,
						SEPTEL_SECRET,     SEPTEL_TOP_SECRET};
	struct septel_out ber;
	septel__out_init(&ber, arena, 0);
	if (!septel__decode_base64(&ber, label))
		return false;
	const int number = class_of_set(septel__out_written(&ber));
	if (number < 0 || (size_t)number >= sizeof ESS / sizeof *ESS)
		return false;
	*class_ = ESS[number];
	return true;
}

/* "SECRET//NOFORN": the class, and what stands behind it. */
static bool class_of_marking(struct septel_view marking, enum septel_class *class_,
			     struct septel_view *caveats)
{
	struct classification_word word;
	if (!septel__classification(marking, &word) || word.damaged)
		return false;
	*class_ = word.class_;
	*caveats = septel__slice(marking, word.length, marking.len);
	while (caveats->len && septel__is_one_of(caveats->ptr[0], " /,;"))
		*caveats = septel__slice(*caveats, 1, caveats->len);
	return true;
}

/* A parameter, whole or in parts (`label*0`, `label*1`, RFC 2231 3). */
static struct septel_view long_parameter(struct septel_view value, const char *name,
					 struct septel_arena *arena)
{
	struct septel_view part = septel__mime_parameter(value, name);
	struct septel_out out, numbered;
	septel__out_init(&out, arena, 0);
	septel__out_init(&numbered, arena, 0);
	for (int i = 0; part.len == 0 || i > 0; i++) {
		septel__out_clear(&numbered);
		septel__out_format(&numbered, "%s*%d", name, i);
		const char *piece = septel__out_terminated(&numbered);
		part = piece ? septel__mime_parameter(value, piece) : (struct septel_view){"", 0};
		if (part.len == 0)
			break;
		septel__out_view(&out, part);
	}
	return part.len ? part : septel__out_written(&out);
}

bool septel__mail_label(struct septel_view value, enum septel_class *class_,
			struct septel_view *caveats, struct septel_arena *arena,
			struct septel_out *reason)
{
	enum septel_class labelled = SEPTEL_CLASS_NONE;
	struct septel_out fields;
	*class_ = SEPTEL_CLASS_NONE;
	*caveats = (struct septel_view){"", 0};
	/* A parameter stands behind a ';': the first of a label stands behind none. */
	septel__out_init(&fields, arena, 0);
	septel__out_byte(&fields, ';');
	septel__out_view(&fields, septel__mail_unfolded(value, arena));
	const struct septel_view parameters = septel__out_written(&fields);
	const struct septel_view marking = long_parameter(parameters, "marking", arena);
	const struct septel_view type = septel__mime_parameter(parameters, "type");
	if (marking.len && !class_of_marking(marking, class_, caveats)) {
		septel__out_format(reason, "the marking '%.*s' is no classification",
				   VIEW_FORMAT(marking));
		return false;
	}
	if (septel__is_word(type, ":ess") &&
	    !class_of_label(long_parameter(parameters, "label", arena), &labelled, arena)) {
		septel__out_string(reason, "the label of SIO-Label cannot be read");
		return false;
	}
	if (labelled != SEPTEL_CLASS_NONE && *class_ != SEPTEL_CLASS_NONE && labelled != *class_) {
		septel__out_format(reason, "SIO-Label is marked %s and labelled %s",
				   septel_class_name(*class_), septel_class_name(labelled));
		return false;
	}
	if (*class_ == SEPTEL_CLASS_NONE)
		*class_ = labelled;
	if (*class_ == SEPTEL_CLASS_NONE)
		septel__out_string(reason, "SIO-Label states no classification");
	return *class_ != SEPTEL_CLASS_NONE;
}

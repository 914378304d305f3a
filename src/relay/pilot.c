/* pilot.c - see pilot.h, and transmission.h for septel__pilot_write. */
#include "pilot.h"

#include "../message/format_line.h"
#include "../message/marking.h"
#include "transmission.h"

static const struct {
	const char *signal;
	unsigned sign;
	bool pilot; /* stands in pilots */
} SIGNALS[] = {
	{"ZFG", SIGN_EXACT_DUPLICATE, false},
	{"ZFD", SIGN_SUSPECTED_DUPLICATE, true},
	{"ZDG", SIGN_SUBJECT_TO_CORRECTION, true},
	{"ZEL", SIGN_CORRECTED_COPY, true},
	{"ZOV", SIGN_REROUTED, true},
	{"ZGC", SIGN_NO_FLASH_RECEIPT, false},
	{"ZUI", 0, true},
	{"ZDK", 0, true},
};
#define SIGNAL_COUNT (sizeof SIGNALS / sizeof *SIGNALS)

/* Bytes in which the classification of a service message stands ("C O N F I D E N T I A L SVC"). */
#define SERVICE_REACH 40u

unsigned septel__signs_among(struct septel_view words)
{
	unsigned signs = 0;
	bool question = false;
	struct septel_view word;
	while (septel__next_word(&words, &word)) {
		for (size_t i = 0; i < SIGNAL_COUNT && word.ptr[0] == 'Z'; i++)
			if (!question && septel__equal(word, septel_view_of(SIGNALS[i].signal)))
				signs |= SIGNALS[i].sign;
		question = septel__equal(word, VIEW_LITERAL("INT"));
	}
	return signs;
}

bool septel__is_service_text(struct septel_view line, enum septel_class *class_)
{
	struct classification_word word;
	const size_t at = septel__find(line, "SVC", 0);
	if (at == VIEW_NOT_FOUND || at == 0 || at > SERVICE_REACH || line.ptr[at - 1] != ' ' ||
	    (at + 3 < line.len && !septel__is_space(line.ptr[at + 3])))
		return false;
	/* The classification by itself: what follows is no prose. */
	const struct septel_view front = septel__trim(septel__slice(line, 0, at));
	if (!septel__classification(front, &word) || word.length != front.len)
		return false;
	*class_ = word.class_;
	return true;
}

bool septel__pilot_of_rerun(struct septel_view line)
{
	enum septel_class class_;
	return septel__is_service_text(line, &class_);
}

bool septel__pilot_line(struct septel_view line)
{
	struct security_line security;
	struct septel_view word;
	if (septel__security_line(line, &security))
		return true;
	if (septel__pilot_of_rerun(line))
		return true;
	if (!septel__next_word(&line, &word))
		return false;
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		if (SIGNALS[i].pilot && septel__equal(word, septel_view_of(SIGNALS[i].signal)))
			return true;
	return false;
}

/* "ZUI XZA103 ZDK RFFPI 174 03/1040Z": the request, and the message that follows. */
static void write_rerun(struct septel_out *out, struct septel_view asked_as,
			struct septel_view asked_by, const struct envelope *envelope)
{
	const struct message_key *key = &envelope->key;
	septel__out_format(out, "UNCLAS SVC ZUI %.*s ZDK", VIEW_FORMAT(asked_as));
	if (!envelope->has_key) {
		septel__out_format(out, " %.*s", VIEW_FORMAT(asked_by));
		return;
	}
	const char *const parts[] = {key->origin, key->serial, key->filed};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		septel__out_format(out, " %s", parts[i]);
}

void septel__pilot_write(struct septel_out *out, enum pilot_kind kind, struct septel_view station,
			 struct septel_view asked_as, struct septel_view asked_by,
			 const struct envelope *envelope)
{
	static const char *const KINDS[] = {
		[PILOT_MISROUTED] = "ZOV",
		[PILOT_SUSPECTED_DUPLICATE] = "ZFD",
		[PILOT_SUBJECT_TO_CORRECTION] = "ZDG",
		[PILOT_CORRECTED_COPY] = "ZEL",
	};
	if (kind == PILOT_RERUN) {
		write_rerun(out, asked_as, asked_by, envelope);
	} else {
		/* A suspected duplicate alone has no security signal (wire-format 15, E5). */
		if (kind != PILOT_SUSPECTED_DUPLICATE && envelope->security.len)
			septel__out_format(out, "%.*s ", VIEW_FORMAT(envelope->security));
		septel__out_format(out, "%s %.*s", KINDS[kind], VIEW_FORMAT(station));
	}
	septel__out_byte(out, '\n');
}

/* mail_compose.c - see mail_compose.h. */
#include "mail_compose.h"

#include "../base/date.h"
#include "../base/hash.h"
#include "../base/mime.h"
#include "../message/marking.h"
#include "../message/route.h"

#include <septel/compose.h>
#include <septel/number.h>

#define SERIALS 9999u

struct mail_draft {
	const struct mail_fields *fields;
	const struct mail_reading *reading;
	struct septel_arena *arena;
	struct septel_out *reason;
	struct septel_draft draft;
	struct septel_view text;
};

static const struct septel_view NONE = {"", 0};

#define REFUSE(mail, ...) (septel__out_format((mail)->reason, __VA_ARGS__), false)

static struct septel_view capitals(struct mail_draft *mail, struct septel_view name)
{
	char *bytes = septel_arena_alloc(mail->arena, name.len + 1);
	for (size_t i = 0; bytes && i < name.len; i++)
		bytes[i] = septel__upper(name.ptr[i]);
	return bytes ? (struct septel_view){bytes, name.len} : NONE;
}

static struct septel_view value_of(const struct mail_draft *mail, enum mail_field_name name)
{
	return mail->fields->count[name] ? mail->fields->value[name] : NONE;
}

/* ---- precedence ------------------------------------------------------------- */

/* "2 (priority)", "Priority".  Numbers from 6 on are for NATO and nations to define. */
static bool read_precedence(struct mail_draft *mail, enum mail_field_name name,
			    enum septel_precedence *precedence)
{
	static const struct {
		const char *word;
		enum septel_precedence precedence;
	} WORDS[] = {
		/* No prosign is below ROUTINE, none is for override. */
		{"deferred", SEPTEL_ROUTINE},  {"routine", SEPTEL_ROUTINE},
		{"priority", SEPTEL_PRIORITY}, {"immediate", SEPTEL_IMMEDIATE},
		{"flash", SEPTEL_FLASH},
	};
	const struct septel_view value =
		septel__mail_uncommented(value_of(mail, name), mail->arena);
	const int number = septel__number(value);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (number == (int)i || septel__is_word(value, WORDS[i].word)) {
			*precedence = WORDS[i].precedence;
			return true;
		}
	return REFUSE(mail, "%s '%.*s' has no prosign", septel__mail_field_name(name),
		      VIEW_FORMAT(value));
}

/* Without a precedence a letter is no more than ROUTINE, unless somebody who may say so
 * gave it an order of transfer (RFC 6710 4.1). */
static enum septel_precedence precedence_of_transfer(struct mail_draft *mail)
{
	int priority;
	if (!mail->reading->trusted)
		return SEPTEL_ROUTINE;
	if (mail->reading->has_priority)
		return septel__mail_precedence(mail->reading->priority);
	/* A field counts where exactly one stands (RFC 6758 3.1). */
	if (mail->fields->count[FIELD_MT_PRIORITY] == 1 &&
	    septel__mail_priority_read(
		    septel__mail_uncommented(value_of(mail, FIELD_MT_PRIORITY), mail->arena),
		    &priority))
		return septel__mail_precedence(priority);
	return SEPTEL_ROUTINE;
}

static bool read_precedences(struct mail_draft *mail)
{
	struct septel_draft *draft = &mail->draft;
	const bool primary = mail->fields->count[FIELD_PRIMARY] > 0;
	const bool copy = mail->fields->count[FIELD_COPY] > 0;
	const enum septel_precedence transfer = precedence_of_transfer(mail);
	draft->precedence.action = draft->precedence.info = transfer;
	if (!primary && !copy && transfer > SEPTEL_FLASH)
		return REFUSE(mail, "a transfer order above that of FLASH has no prosign");
	if (primary && !read_precedence(mail, FIELD_PRIMARY, &draft->precedence.action))
		return false;
	if (copy && !read_precedence(mail, FIELD_COPY, &draft->precedence.info))
		return false;
	if (primary && !copy)
		draft->precedence.info = draft->precedence.action;
	if (copy && !primary) {
		if (draft->to.count)
			return REFUSE(mail, "a precedence stands for Cc, and none for To");
		draft->precedence.action = draft->precedence.info;
	}
	/* Nobody but for information: format line 5 has their precedence. */
	if (draft->to.count == 0)
		draft->precedence.action = draft->precedence.info;
	if (draft->info.count == 0)
		draft->precedence.info = draft->precedence.action;
	return true;
}

/* ---- who and when ----------------------------------------------------------- */

static struct septel_view routing_of(struct mail_draft *mail, struct septel_view name)
{
	struct septel_view ri = NONE;
	if (mail->reading->routing)
		ri = mail->reading->routing(mail->reading->context, name);
	return ri.len ? ri : septel__ri_of_name(name);
}

static bool read_addresses(struct mail_draft *mail, enum mail_field_name name,
			   struct mail_addresses *addresses)
{
	*addresses = (struct mail_addresses){0};
	if (mail->fields->count[name] == 0)
		return true;
	if (!septel__mail_addresses(value_of(mail, name), addresses, mail->arena))
		return REFUSE(mail, "%s is no list of addresses", septel__mail_field_name(name));
	for (size_t i = 0; i < addresses->count; i++) {
		if (addresses->at[i].name.len == 0)
			return REFUSE(mail, "no designator stands for %.*s",
				      VIEW_FORMAT(addresses->at[i].mailbox));
		if (septel__starts_fold(addresses->at[i].name, "undisclosed"))
			return REFUSE(mail, "the addressees are not disclosed");
	}
	return true;
}

/* Addressees of a field, and those of `other`, which are reached by other means. */
static bool read_addressees(struct mail_draft *mail, enum mail_field_name name,
			    enum mail_field_name other, struct septel_addressees *addressees)
{
	struct mail_addresses addresses;
	if (!read_addresses(mail, name, &addresses))
		return false;
	const struct septel_views others =
		septel__mail_list(value_of(mail, other), ';', mail->arena);
	struct septel_addressee *at =
		septel_arena_alloc(mail->arena, (addresses.count + others.count + 1) * sizeof *at);
	size_t count = 0;
	if (!at)
		return false;
	for (size_t i = 0; i < addresses.count; i++) {
		const struct septel_view designator = capitals(mail, addresses.at[i].name);
		const struct septel_view ri = routing_of(mail, designator);
		if (ri.len == 0)
			return REFUSE(mail, "no routing indicator is known for '%.*s'",
				      VIEW_FORMAT(designator));
		at[count++] = (struct septel_addressee){.ri = ri, .name = designator};
	}
	for (size_t i = 0; i < others.count; i++)
		at[count++] = (struct septel_addressee){.name = capitals(mail, others.at[i]),
							.by_other_means = true};
	*addressees = (struct septel_addressees){at, count};
	return true;
}

static bool read_exempt(struct mail_draft *mail)
{
	struct mail_addresses addresses;
	if (!read_addresses(mail, FIELD_EXEMPTED, &addresses))
		return false;
	struct septel_view *at =
		septel_arena_alloc(mail->arena, (addresses.count + 1) * sizeof *at);
	for (size_t i = 0; at && i < addresses.count; i++)
		at[i] = capitals(mail, addresses.at[i].name);
	mail->draft.exempt = (struct septel_views){at, at ? addresses.count : 0};
	return true;
}

static bool read_originator(struct mail_draft *mail)
{
	struct mail_addresses from;
	struct septel_view name = septel__mail_unfolded(value_of(mail, FIELD_PLAD), mail->arena);
	if (name.len == 0) {
		if (!septel__mail_addresses(value_of(mail, FIELD_FROM), &from, mail->arena) ||
		    from.count != 1 || from.at[0].name.len == 0)
			return REFUSE(mail, "no designator stands for the originator");
		name = from.at[0].name;
	}
	mail->draft.from.name = capitals(mail, name);
	return true;
}

static bool read_dtg(struct mail_draft *mail)
{
	const enum mail_field_name name =
		mail->fields->count[FIELD_AUTHORISATION] ? FIELD_AUTHORISATION : FIELD_DATE;
	if (mail->fields->count[name] == 0)
		return REFUSE(mail, "no date is stated");
	if (!septel__mail_date(value_of(mail, name), &mail->draft.dtg, mail->arena))
		return REFUSE(mail, "%s states no date in a known zone",
			      septel__mail_field_name(name));
	return true;
}

/* ---- identification --------------------------------------------------------- */

/* "3390637" and "04/0637Z", nearest to the date-time group. */
static bool read_filed(struct septel_view text, struct septel_time dtg, struct septel_time *filed)
{
	const bool month = text.len == 8 && text.ptr[2] == '/' && text.ptr[7] == 'Z';
	if (!month && text.len != 7)
		return false;
	const size_t day_digits = month ? 2 : 3;
	const int day = septel__number(septel__slice(text, 0, day_digits));
	const int clock = septel__number(
		septel__slice(text, text.len - (month ? 5 : 4), text.len - (month ? 1 : 0)));
	if (day < 1 || clock < 0)
		return false;
	long long nearest = -1;
	for (int step = -1; step <= 1; step++) {
		struct septel_time time;
		if (month) {
			const int months = dtg.year * 12 + dtg.month - 1 + step;
			time = (struct septel_time){.year = (int16_t)(months / 12),
						    .month = (int8_t)(months % 12 + 1),
						    .day = (int8_t)day};
		} else {
			time = septel__from_day_of_year(dtg.year + step, day);
		}
		time.hour = (int8_t)(clock / 100);
		time.minute = (int8_t)(clock % 100);
		if (!septel__has_time(time) || !septel__time_valid(time))
			continue;
		const long long minutes = septel__minute_number(time) - septel__minute_number(dtg);
		const long long distance = minutes < 0 ? -minutes : minutes;
		if (nearest < 0 || distance < nearest) {
			nearest = distance;
			*filed = time;
		}
	}
	return nearest >= 0;
}

/* "RUEHGB 3796 3390637", "RPDLE 1234 0341215", "RUEHGB 3796/01 3390637". */
static bool read_acp127(struct mail_draft *mail, struct septel_view value)
{
	struct septel_view rest = value, ri, serial, filed;
	if (!septel__next_word(&rest, &ri) || !septel__next_word(&rest, &serial) ||
	    !septel__next_word(&rest, &filed) || septel__trim(rest).len)
		return false;
	const size_t slash = septel__find_byte(serial, '/', 0);
	const int number = septel__number(septel__slice(serial, 0, slash));
	if (number < 0 || number > (int)SERIALS ||
	    (slash != VIEW_NOT_FOUND &&
	     septel__number(septel__slice(serial, slash + 1, serial.len)) != 1))
		return false;
	mail->draft.origin.ri = ri;
	mail->draft.origin.serial = number;
	return read_filed(filed, mail->draft.dtg, &mail->draft.origin.filed);
}

static bool read_identification(struct mail_draft *mail)
{
	struct septel_draft *draft = &mail->draft;
	char number[SEPTEL_NUMBER_SIZE];
	const struct septel_view acp127 =
		septel__mail_unfolded(value_of(mail, FIELD_ACP127), mail->arena);
	const struct septel_view reference =
		septel__mail_unfolded(value_of(mail, FIELD_REFERENCE), mail->arena);
	if (acp127.len && !read_acp127(mail, acp127))
		return REFUSE(mail, "MMHS-Acp127-Message-Identifier '%.*s' cannot be read",
			      VIEW_FORMAT(acp127));
	if (draft->origin.ri.len == 0)
		draft->origin.ri = routing_of(mail, draft->from.name);
	if (draft->origin.ri.len == 0)
		draft->origin.ri = mail->reading->station;
	if (reference.len && septel_number_canonical(reference, number)) {
		const struct septel_view id =
			septel_arena_copy(mail->arena, septel_view_of(number));
		if (draft->id.len && !septel__equal(draft->id, id))
			return REFUSE(mail, "the text has the number %.*s, the letter %.*s",
				      VIEW_FORMAT(draft->id), VIEW_FORMAT(id));
		draft->id = id;
	}
	/* The same letter again has the same serial, whichever station reads it. */
	if (draft->id.len == 0 && draft->origin.serial == SEPTEL_NUMBER_NONE) {
		uint64_t hash = septel__hash(HASH_START, value_of(mail, FIELD_MESSAGE_ID));
		hash = septel__hash(hash, mail->text);
		draft->origin.serial = (int)(hash % SERIALS) + 1;
	}
	if (draft->profile == SEPTEL_PROFILE_UNKNOWN)
		draft->profile = septel__find(mail->text, "MSGID/", 0) != VIEW_NOT_FOUND
					 ? SEPTEL_PROFILE_NAVY
				 : draft->id.len ? SEPTEL_PROFILE_STATE
						 : SEPTEL_PROFILE_ACP127;
	return true;
}

/* ---- text and classification ------------------------------------------------ */

static bool take_text(struct mail_draft *mail)
{
	struct classification_word word;
	const struct septel_view text = septel__trim(mail->text);
	const struct septel_message *message;
	const struct septel_options options = {.year = mail->draft.dtg.year};
	if (text.len == 0)
		return REFUSE(mail, "the letter has no text");
	if (!septel__classification(text, &word)) {
		mail->draft.text = text;
		return true;
	}
	/* It begins with format line 12: the text of a record message already. */
	const struct septel_time dtg = mail->draft.dtg;
	if (septel_message_parse(&message, text, &options, mail->arena) != SEPTEL_OK ||
	    septel_draft_of_message(&mail->draft, message, mail->arena) != SEPTEL_OK)
		return false;
	if (message->from.name.len || message->to.count || message->sections.total > 1)
		return REFUSE(mail, "the text has a heading of its own");
	mail->draft.dtg = dtg;
	return true;
}

/* Captions of a list; what is none goes in front of the text, as a line of its own. */
static void add_instruction(struct septel_view value, struct septel_view *captions,
			    size_t *caption_count, struct septel_view *passing,
			    size_t *passing_count)
{
	struct septel_view canonical;
	size_t length;
	const bool caption = septel__caption(value, &canonical, &length) && length == value.len;
	struct septel_view *list = caption ? captions : passing;
	size_t *count = caption ? caption_count : passing_count;
	if (!caption)
		canonical = value;
	for (size_t i = 0; i < *count; i++)
		if (septel__equal(list[i], canonical))
			return;
	list[(*count)++] = canonical;
}

static bool is_signal(struct septel_view word)
{
	size_t letters = 0;
	while (letters < word.len && septel__is_upper(word.ptr[letters]))
		letters++;
	return letters == 3 && (word.ptr[0] == 'Z' || word.ptr[0] == 'Q') &&
	       (word.len == 3 || septel__number(septel__slice(word, 3, word.len)) >= 0);
}

static void mark_night_action(struct septel_addressees *addressees)
{
	struct septel_addressee *at = (struct septel_addressee *)addressees->at;
	for (size_t i = 0; i < addressees->count; i++)
		at[i].precedence = VIEW_LITERAL("NIACT IMMEDIATE");
}

/* Of a marking: each is a caption, or refused.  `unknown` has room for one more instruction. */
static bool add_caveats(struct mail_draft *mail, struct septel_view caveats,
			struct septel_view *captions, size_t *caption_count,
			struct septel_view *unknown)
{
	const struct septel_views each = septel__mail_list(caveats, '/', mail->arena);
	size_t unknown_count = 0;
	for (size_t i = 0; i < each.count; i++) {
		add_instruction(each.at[i], captions, caption_count, unknown, &unknown_count);
		if (unknown_count)
			return REFUSE(mail, "the marking has the unknown caveat '%.*s'",
				      VIEW_FORMAT(unknown[0]));
	}
	return true;
}

static bool read_instructions(struct mail_draft *mail, struct septel_view caveats)
{
	struct septel_draft *draft = &mail->draft;
	const struct septel_views handling =
		septel__mail_list(value_of(mail, FIELD_HANDLING), ';', mail->arena);
	const struct septel_views remarks =
		septel__mail_list(value_of(mail, FIELD_INSTRUCTIONS), ';', mail->arena);
	const size_t most =
		handling.count + remarks.count + draft->captions.count + caveats.len + 1;
	struct septel_view *signals = septel_arena_alloc(mail->arena, 3 * most * sizeof *signals);
	size_t signal_count = 0, caption_count = 0, passing_count = 0;
	if (!signals)
		return false;
	struct septel_view *captions = signals + most, *passing = signals + 2 * most;
	for (size_t i = 0; i < handling.count; i++)
		signals[signal_count++] = handling.at[i];
	for (size_t i = 0; i < draft->captions.count; i++)
		captions[caption_count++] = draft->captions.at[i];
	for (size_t i = 0; i < remarks.count; i++) {
		if (septel__is_word(remarks.at[i], "NIACT"))
			mark_night_action(&draft->to);
		else if (is_signal(remarks.at[i]))
			signals[signal_count++] = remarks.at[i];
		else
			add_instruction(remarks.at[i], captions, &caption_count, passing,
					&passing_count);
	}
	if (!add_caveats(mail, caveats, captions, &caption_count, passing + passing_count))
		return false;
	draft->signals = (struct septel_views){signals, signal_count};
	draft->captions = (struct septel_views){captions, caption_count};
	draft->passing = (struct septel_views){passing, passing_count};
	return true;
}

static bool read_classification(struct mail_draft *mail, struct septel_view *caveats)
{
	enum septel_class labelled = SEPTEL_CLASS_NONE;
	struct septel_view value = value_of(mail, FIELD_SIO_LABEL);
	*caveats = NONE;
	if (value.len == 0 && mail->fields->count[FIELD_PROTECTIVE_MARKING]) {
		/* "VER=2018.4, NS=gov.au, SEC=SECRET, ORIGIN=a@b": its SEC, as a marking. */
		const struct septel_views parts = septel__mail_list(
			value_of(mail, FIELD_PROTECTIVE_MARKING), ',', mail->arena);
		struct septel_out marking;
		septel__out_init(&marking, mail->arena, 0);
		for (size_t i = 0; i < parts.count; i++)
			if (septel__starts_fold(parts.at[i], "SEC="))
				septel__out_format(&marking, "marking=\"%.*s\"",
						   VIEW_FORMAT(septel__slice(parts.at[i], 4,
									     parts.at[i].len)));
		value = septel__out_written(&marking);
	}
	if (value.len && !septel__mail_label(value, &labelled, caveats, mail->arena, mail->reason))
		return false;
	const enum septel_class stated = mail->draft.classification;
	if (labelled != SEPTEL_CLASS_NONE && stated != SEPTEL_CLASS_NONE && labelled != stated)
		return REFUSE(mail, "the letter is labelled %s, its text %s",
			      septel_class_name(labelled), septel_class_name(stated));
	if (stated == SEPTEL_CLASS_NONE)
		mail->draft.classification = labelled;
	if (mail->draft.classification == SEPTEL_CLASS_NONE)
		return REFUSE(mail, "no classification is stated");
	return true;
}

/* What the heading of a text says, where the text does not: subject and TAGS. */
static bool read_subject(struct mail_draft *mail)
{
	struct septel_draft *draft = &mail->draft;
	if (draft->text.len == 0)
		return true;
	if (!septel__mail_decoded(value_of(mail, FIELD_SUBJECT), &draft->subject, mail->arena))
		return REFUSE(mail, "the subject has a character set that is not known");
	draft->tags = septel__mail_list(value_of(mail, FIELD_KEYWORDS), ',', mail->arena);
	return true;
}

/* ---- the whole -------------------------------------------------------------- */

/* State: a line without a word of precedence is ROUTINE. */
static void put_words(const struct septel_addressees *addressees, enum septel_precedence precedence)
{
	struct septel_addressee *at = (struct septel_addressee *)addressees->at;
	for (size_t i = 0; i < addressees->count; i++)
		if (precedence > SEPTEL_ROUTINE && at[i].precedence.len == 0 &&
		    !at[i].by_other_means)
			at[i].precedence = septel_view_of(septel_precedence_name(precedence));
}

static bool finish(struct mail_draft *mail)
{
	if (mail->draft.profile == SEPTEL_PROFILE_STATE) {
		put_words(&mail->draft.to, mail->draft.precedence.action);
		put_words(&mail->draft.info, mail->draft.precedence.info);
	}
	return true;
}

static bool fill_draft(struct mail_draft *mail)
{
	struct septel_view caveats;
	if (mail->fields->count[FIELD_CODRESS])
		return REFUSE(mail, "the addresses are inside the cipher (codress)");
	if (septel__trim(value_of(mail, FIELD_BCC)).len)
		return REFUSE(mail, "a record message has no blind copies");
	return read_dtg(mail) && take_text(mail) && read_originator(mail) &&
	       read_addressees(mail, FIELD_TO, FIELD_OTHER_TO, &mail->draft.to) &&
	       read_addressees(mail, FIELD_CC, FIELD_OTHER_CC, &mail->draft.info) &&
	       read_exempt(mail) && read_precedences(mail) && read_classification(mail, &caveats) &&
	       read_subject(mail) && read_instructions(mail, caveats) &&
	       read_identification(mail) && finish(mail);
}

static bool tell_refusal(struct mail_draft *mail, const struct septel_diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->at[i].severity == SEPTEL_ERROR)
			return REFUSE(mail, "%s: %.*s", diagnostics->at[i].code,
				      VIEW_FORMAT(diagnostics->at[i].text));
	return REFUSE(mail, "it cannot be composed");
}

/* What was composed, section by section. */
static struct septel_views sections_of(struct septel_view whole, struct septel_arena *arena)
{
	size_t count = 0, most = 0;
	struct septel_view rest = whole;
	for (; septel__trim(rest).len; most++)
		rest = septel__slice(rest, septel_message_length(rest, true), rest.len);
	struct septel_view *at = septel_arena_alloc(arena, (most + 1) * sizeof *at);
	for (rest = whole; at && count < most; count++) {
		const size_t length = septel_message_length(rest, true);
		at[count] = septel__slice(rest, 0, length);
		rest = septel__slice(rest, length, rest.len);
	}
	return (struct septel_views){at, count};
}

bool septel__mail_compose(struct septel_views *transmissions, const struct mail_fields *fields,
			  struct septel_view text, const struct mail_reading *reading,
			  struct septel_arena *arena, struct septel_out *reason)
{
	static const struct septel_compose_options OPTIONS = {.whole = false, .wire = true};
	struct mail_draft mail = {.fields = fields,
				  .reading = reading,
				  .arena = arena,
				  .reason = reason,
				  .text = text};
	struct septel_diagnostics diagnostics;
	struct septel_view whole;
	*transmissions = (struct septel_views){NULL, 0};
	septel_draft_init(&mail.draft);
	if (!fill_draft(&mail))
		return false;
	const int status = septel_compose(&whole, &diagnostics, &mail.draft, &OPTIONS, arena);
	if (status == SEPTEL_EREFUSED)
		return tell_refusal(&mail, &diagnostics);
	if (status == SEPTEL_ETOOBIG)
		return REFUSE(&mail, "it is too long for a record message");
	if (status != SEPTEL_OK)
		return false;
	*transmissions = sections_of(whole, arena);
	return transmissions->count > 0;
}

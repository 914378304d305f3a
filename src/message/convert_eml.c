/* convert_eml.c - a message as Internet mail; septel/convert.h.
 *
 * Fields and their sources: RFC 6477 (MMHS), 6710 and 6758 (MT-Priority), 7444
 * (SIO-Label), 5322.  An addressee without a mailbox is an empty group; one
 * reached by other means (ZEN) is named in the field for those.
 */
#include "../base/date.h"
#include "../base/encoding.h"
#include "../base/hash.h"
#include "composing.h"
#include "converting.h"
#include "mail.h"
#include "printable.h"

/* Left side of an address (RFC 5321). */
#define LOCAL_PART_LIMIT 64

struct letter {
	struct converting *converting;
	const struct septel_message *message;
	struct septel_out *out;
	struct septel_arena *arena;
};

static void put_word_field(struct letter *letter, const char *name, const char *value)
{
	struct mail_field field;
	septel__mail_begin(&field, letter->out, name);
	septel__mail_words(&field, septel_view_of(value));
	septel__mail_end(&field);
}

/* ---- dates and identities --------------------------------------------------- */

static void put_date(struct letter *letter, const char *name)
{
	static const char *const DAYS[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	const struct septel_time dtg = letter->message->dtg;
	if (!septel__time_valid(dtg) || dtg.hour < 0)
		return;
	const long day = septel__day_number(dtg); /* 1970-01-01 was a Thursday */
	septel__out_format(letter->out, "%s: %s, %02d %.3s %04d %02d:%02d:00 +0000\r\n", name,
			   DAYS[((day % 7) + 7) % 7], dtg.day, septel__month_name(dtg.month),
			   dtg.year, dtg.hour, dtg.minute);
}

/* A dot-atom of what a name holds; every other sign is a hyphen. */
static void put_atom(struct septel_out *out, struct septel_view name, bool small)
{
	const size_t start = out->length;
	for (size_t i = 0; i < name.len && out->length - start < LOCAL_PART_LIMIT; i++) {
		const char c = name.ptr[i];
		if (septel__is_alnum(c))
			septel__out_byte(out, small ? septel__lower(c) : c);
		else if (c == '/' && !small)
			septel__out_byte(out, c);
		else if (out->length > start && out->data[out->length - 1] != '-')
			septel__out_byte(out, '-');
	}
	while (out->length > start && out->data[out->length - 1] == '-')
		out->length--;
}

static void put_sender_and_time(struct septel_out *out, struct septel_view from,
				struct septel_time dtg)
{
	put_atom(out, from, false);
	septel__out_format(out, ".%04d%02d%02d%02d%02dZ", dtg.year, dtg.month, dtg.day,
			   dtg.hour < 0 ? 0 : dtg.hour, dtg.minute < 0 ? 0 : dtg.minute);
}

/* Without number and DTG there is only the text to tell messages apart. */
static void put_digest(struct septel_out *out, struct septel_view raw)
{
	septel__out_format(out, "%016llx", (unsigned long long)septel__hash(HASH_START, raw));
}

static struct septel_view identity(struct letter *letter)
{
	const struct septel_message *message = letter->message;
	struct septel_out out;
	septel__out_init(&out, letter->arena, 0);
	septel__out_byte(&out, '<');
	if (message->id.len)
		put_atom(&out, message->id, false);
	else if (message->from.name.len && septel__time_valid(message->dtg))
		put_sender_and_time(&out, message->from.name, message->dtg);
	else
		put_digest(&out, message->raw);
	/* A section alone is not the message. */
	if (message->sections.total > 1 && message->sections.present_count == 1)
		septel__out_format(&out, ".s%02d", message->sections.present[0]);
	septel__out_format(&out, "@%.*s>", VIEW_FORMAT(letter->converting->options.domain));
	return septel__out_written(&out);
}

/* ---- addresses -------------------------------------------------------------- */

static void put_from(struct letter *letter)
{
	const struct septel_convert_options *options = &letter->converting->options;
	const struct septel_view name =
		septel__clean(letter->converting, letter->message->from.name);
	struct septel_out mailbox;
	struct mail_field field;
	septel__out_init(&mailbox, letter->arena, 0);
	septel__out_byte(&mailbox, '<');
	if (options->sender.len) {
		septel__out_view(&mailbox, options->sender);
	} else {
		put_atom(&mailbox, name, true);
		septel__out_format(&mailbox, "%s@%.*s", mailbox.length == 1 ? "none" : "",
				   VIEW_FORMAT(options->domain));
	}
	septel__out_byte(&mailbox, '>');
	septel__mail_begin(&field, letter->out, "From");
	if (name.len)
		septel__mail_phrase(&field, name, letter->arena);
	septel__mail_word(&field, septel__out_written(&mailbox));
	septel__mail_end(&field);
}

static struct septel_view mailbox_of(const struct septel_convert_options *options,
				     struct septel_view name)
{
	for (size_t i = 0; i < options->mailbox_count; i++)
		if (septel__equal_fold(options->mailboxes[i].name, name))
			return options->mailboxes[i].mailbox;
	return (struct septel_view){"", 0};
}

/* An addressee at its mailbox; one without is a group of none. */
static void put_address(struct mail_field *field, struct letter *letter, struct septel_view name,
			size_t count)
{
	const struct septel_view mailbox = mailbox_of(&letter->converting->options, name);
	if (count)
		septel__mail_glue(field, ",");
	septel__mail_phrase(field, septel__clean(letter->converting, name), letter->arena);
	if (mailbox.len == 0) {
		septel__mail_glue(field, ":;");
		return;
	}
	struct septel_out bracketed;
	septel__out_init(&bracketed, letter->arena, 0);
	septel__out_format(&bracketed, "<%.*s>", VIEW_FORMAT(mailbox));
	septel__mail_word(field, septel__out_written(&bracketed));
}

static void put_addressees(struct letter *letter, const char *name,
			   const struct septel_addressees *addressees)
{
	struct mail_field field;
	size_t count = 0;
	for (size_t i = 0; i < addressees->count; i++) {
		if (addressees->at[i].by_other_means || addressees->at[i].name.len == 0)
			continue;
		if (count == 0)
			septel__mail_begin(&field, letter->out, name);
		put_address(&field, letter, addressees->at[i].name, count++);
	}
	if (count)
		septel__mail_end(&field);
}

static void put_exempt(struct letter *letter)
{
	const struct septel_views *exempt = &letter->message->exempt;
	struct mail_field field;
	if (exempt->count == 0)
		return;
	septel__mail_begin(&field, letter->out, "MMHS-Exempted-Address");
	for (size_t i = 0; i < exempt->count; i++)
		put_address(&field, letter, exempt->at[i], i);
	septel__mail_end(&field);
}

/* ---- lists of mstr ---------------------------------------------------------- */

struct mstr_list {
	struct letter *letter;
	const char *name;
	struct mail_field field;
	size_t count;
};

static void add_mstr(struct mstr_list *list, struct septel_view value)
{
	const struct septel_view mstr = septel__mail_mstr(value, list->letter->arena);
	if (mstr.len == 0)
		return;
	if (list->count++ == 0)
		septel__mail_begin(&list->field, list->letter->out, list->name);
	else
		septel__mail_glue(&list->field, ";");
	septel__mail_words(&list->field, mstr);
}

static void end_mstr(struct mstr_list *list)
{
	if (list->count)
		septel__mail_end(&list->field);
}

static void put_mstr(struct letter *letter, const char *name, struct septel_view value)
{
	struct mstr_list list = {.letter = letter, .name = name};
	add_mstr(&list, value);
	end_mstr(&list);
}

static void put_other_recipients(struct letter *letter, const char *name,
				 const struct septel_addressees *addressees)
{
	struct mstr_list list = {.letter = letter, .name = name};
	for (size_t i = 0; i < addressees->count; i++)
		if (addressees->at[i].by_other_means)
			add_mstr(&list, addressees->at[i].name);
	end_mstr(&list);
}

static bool is_night_action(const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++)
		if (septel__starts(addressees->at[i].precedence, "NIACT"))
			return true;
	return false;
}

/* Format line 4 is for operators, format line 5 and captions for readers. */
static void put_instructions(struct letter *letter)
{
	const struct septel_message *message = letter->message;
	struct mstr_list handling = {.letter = letter, .name = "MMHS-Handling-Instructions"};
	struct mstr_list instructions = {.letter = letter, .name = "MMHS-Message-Instructions"};
	for (size_t i = 0; i < message->signals.count; i++)
		if (!septel__is_message_instruction(message->signals.at[i]) &&
		    !septel__equal(message->signals.at[i], VIEW_LITERAL("ZZH")))
			add_mstr(&handling, message->signals.at[i]);
	end_mstr(&handling);
	for (size_t i = 0; i < message->signals.count; i++)
		if (septel__is_message_instruction(message->signals.at[i]))
			add_mstr(&instructions, message->signals.at[i]);
	if (is_night_action(&message->to) || is_night_action(&message->info))
		add_mstr(&instructions, VIEW_LITERAL("NIACT"));
	for (size_t i = 0; i < message->captions.count; i++)
		add_mstr(&instructions, message->captions.at[i]);
	end_mstr(&instructions);
}

/* ---- precedence and label --------------------------------------------------- */

struct mail_precedence {
	const char *word; /* of RFC 6477 */
	int priority;     /* of RFC 6710, policy STANAG4406 */
};

static const struct mail_precedence *mail_precedence(enum septel_precedence precedence)
{
	static const struct mail_precedence PRECEDENCES[] = {
		{NULL, 0},        {"routine", -2}, {"priority", 0},
		{"immediate", 2}, {"flash", 4},    {"override", 6},
	};
	return &PRECEDENCES[precedence];
}

static void put_precedence(struct letter *letter)
{
	const struct septel_message *message = letter->message;
	const bool action = message->to.count > 0 || message->info.count == 0;
	const struct mail_precedence *primary = mail_precedence(message->precedence.action);
	const struct mail_precedence *copy = mail_precedence(message->precedence.info);
	const struct mail_precedence *order = action ? primary : copy;
	if (order->word)
		septel__out_format(letter->out, "MT-Priority: %d (%s)\r\n", order->priority,
				   order->word);
	if (primary->word && action)
		put_word_field(letter, "MMHS-Primary-Precedence", primary->word);
	if (copy->word && message->info.count)
		put_word_field(letter, "MMHS-Copy-Precedence", copy->word);
}

/* SET { policy 2.999, INTEGER class } in BER and base64 (RFC 2634, 7444). */
static void put_label(struct letter *letter)
{
	static const signed char ESS[] = {-1, 1, -1, 2, 3, 4, 5};
	const enum septel_class class_ = letter->message->classification;
	if (class_ == SEPTEL_CLASS_NONE)
		return;
	struct septel_out value;
	struct mail_field field;
	septel__out_init(&value, letter->arena, 0);
	septel__out_format(&value, "marking=\"%s\"", septel_class_name(class_));
	if (ESS[class_] >= 0) {
		const unsigned char ber[] = {
			0x31, 0x07, 0x06, 0x02, 0x88, 0x37, 0x02, 0x01, (unsigned char)ESS[class_]};
		septel__out_string(&value, "; type=\":ess\"; label=\"");
		septel__encode_base64(&value, (struct septel_view){(const char *)ber, sizeof ber});
		septel__out_byte(&value, '"');
	}
	septel__mail_begin(&field, letter->out, "SIO-Label");
	septel__mail_words(&field, septel__out_written(&value));
	septel__mail_end(&field);
}

/* ---- what the message says of itself ---------------------------------------- */

static void put_references(struct letter *letter)
{
	const struct septel_references *references = &letter->message->references;
	struct septel_view *ids =
		septel_arena_alloc(letter->arena, (references->count + 1) * sizeof *ids);
	struct mail_field field;
	size_t count = 0;
	for (size_t i = 0; ids && i < references->count && count < SEPTEL_REFERENCES_LIMIT; i++) {
		const struct septel_reference *reference = &references->at[i];
		struct septel_out out;
		septel__out_init(&out, letter->arena, 0);
		septel__out_byte(&out, '<');
		if (reference->id.len)
			put_atom(&out, reference->id, false);
		else if (reference->from.len && septel__time_valid(reference->dtg))
			put_sender_and_time(&out, reference->from, reference->dtg);
		else
			continue;
		septel__out_format(&out, "@%.*s>", VIEW_FORMAT(letter->converting->options.domain));
		const struct septel_view id = septel__out_written(&out);
		bool again = false;
		for (size_t k = 0; k < count && !again; k++)
			again = septel__equal(ids[k], id);
		if (again)
			continue;
		if (count == 0)
			septel__mail_begin(&field, letter->out, "References");
		ids[count++] = id;
		septel__mail_word(&field, id);
	}
	if (count)
		septel__mail_end(&field);
}

static void put_keywords(struct letter *letter)
{
	const struct septel_tags *tags = &letter->message->tags;
	struct mail_field field;
	if (tags->count == 0)
		return;
	septel__mail_begin(&field, letter->out, "Keywords");
	for (size_t i = 0; i < tags->count; i++) {
		if (i > 0)
			septel__mail_glue(&field, ",");
		septel__mail_phrase(&field, septel__clean(letter->converting, tags->at[i].tag),
				    letter->arena);
	}
	septel__mail_end(&field);
}

static void put_subject(struct letter *letter)
{
	struct mail_field field;
	const struct septel_view subject =
		septel__clean(letter->converting, letter->message->subject);
	if (subject.len == 0)
		return;
	septel__mail_begin(&field, letter->out, "Subject");
	septel__mail_text(&field, subject);
	septel__mail_end(&field);
}

/* Format line 3: "RUEHGB 3796 3390637"; a section alone with its number. */
static void put_transmission(struct letter *letter)
{
	const struct septel_message *message = letter->message;
	const struct septel_time filed = message->origin.filed;
	struct septel_out out;
	if (message->origin.ri.len == 0 || message->origin.serial == SEPTEL_NUMBER_NONE)
		return;
	septel__out_init(&out, letter->arena, 0);
	septel__out_format(&out, "%.*s %04d", VIEW_FORMAT(message->origin.ri),
			   message->origin.serial);
	if (message->sections.total > 1 && message->sections.present_count == 1)
		septel__out_format(&out, "/%02d", message->sections.present[0]);
	if (septel__time_valid(filed) && filed.hour >= 0)
		septel__out_format(&out, " %03d%02d%02d", septel__day_of_year(filed), filed.hour,
				   filed.minute);
	put_mstr(letter, "MMHS-Acp127-Message-Identifier", septel__out_written(&out));
}

static void put_mmhs(struct letter *letter)
{
	const struct septel_message *message = letter->message;
	put_label(letter);
	put_precedence(letter);
	put_date(letter, "MMHS-Extended-Authorisation-Info");
	put_mstr(letter, "MMHS-Originator-PLAD", message->from.name);
	put_mstr(letter, "MMHS-Originator-Reference", message->id);
	put_transmission(letter);
	put_instructions(letter);
	put_exempt(letter);
	put_other_recipients(letter, "MMHS-Other-Recipients-Indicator-To", &message->to);
	put_other_recipients(letter, "MMHS-Other-Recipients-Indicator-CC", &message->info);
}

static bool is_ascii(struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		if ((unsigned char)view.ptr[i] >= 0x80)
			return false;
	return true;
}

void septel__convert_eml(struct converting *converting)
{
	struct letter letter = {.converting = converting,
				.message = converting->message,
				.out = converting->out,
				.arena = converting->arena};
	const struct septel_view body = septel__body_text(converting);
	const struct septel_view id = identity(&letter);
	put_date(&letter, "Date");
	put_from(&letter);
	put_addressees(&letter, "To", &letter.message->to);
	put_addressees(&letter, "Cc", &letter.message->info);
	put_subject(&letter);
	septel__out_format(letter.out, "Message-ID: %.*s\r\n", VIEW_FORMAT(id));
	put_references(&letter);
	put_keywords(&letter);
	put_mmhs(&letter);
	septel__out_format(letter.out,
			   "MIME-Version: 1.0\r\n"
			   "Content-Type: text/plain; charset=%s\r\n"
			   "Content-Transfer-Encoding: %s\r\n\r\n",
			   is_ascii(body) ? "us-ascii" : "utf-8", septel__mail_encoding(body));
	septel__mail_body(letter.out, body);
}

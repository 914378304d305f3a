/* envelope_write.c - an envelope for people, and a heading with its faults mended. */
#include "envelope.h"

#include "../base/date.h"
#include "../base/utf8.h"

/* A line "key: value"; controls, and bytes that are no UTF-8, are shown as '?'. */
static void write_line(struct septel_out *out, const char *key, struct septel_view value)
{
	if (value.len == 0)
		return;
	septel__out_format(out, "%s: ", key);
	const size_t start = out->length;
	septel__out_view(out, value);
	const bool text = septel__utf8_valid(value);
	for (size_t i = start; i < out->length && !out->failed; i++)
		if ((unsigned char)out->data[i] < ' ' || out->data[i] == '\x7F' ||
		    (!text && (unsigned char)out->data[i] > '\x7F'))
			out->data[i] = '?';
	septel__out_byte(out, '\n');
}

static void write_word(struct septel_out *out, const char *key, const char *value)
{
	write_line(out, key, septel_view_of(value));
}

/* "key: A B C", the values by `between`. */
static void write_views(struct septel_out *out, const char *key, const struct septel_views *views,
			const char *between)
{
	struct septel_out list;
	if (views->count == 0)
		return;
	septel__out_init(&list, NULL, 0);
	for (size_t i = 0; i < views->count; i++) {
		septel__out_string(&list, i ? between : "");
		septel__out_view(&list, views->at[i]);
	}
	out->failed = out->failed || list.failed;
	write_line(out, key, septel__out_written(&list));
	septel__out_release(&list);
}

static void write_key(struct septel_out *out, const struct message_key *key)
{
	if (!key->origin[0])
		return;
	septel__out_format(out, "key: %s %s", key->origin, key->serial[0] ? key->serial : "-");
	if (key->section != SEPTEL_NUMBER_NONE)
		septel__out_format(out, "/%02d", key->section);
	septel__out_format(out, " %s\n", key->filed[0] ? key->filed : "-");
}

static void write_addressees(struct septel_out *out, const struct envelope *envelope)
{
	static const char *const ROLES[] = {
		[ROLE_ACTION] = "to", [ROLE_INFORMATION] = "info", [ROLE_EXEMPT] = "exempt"};
	struct septel_out name;
	septel__out_init(&name, NULL, 0);
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		septel__out_clear(&name);
		if (addressee->by_other_means)
			septel__out_string(&name, "ZEN/");
		else if (addressee->ri.len)
			septel__out_format(&name, "%.*s/", VIEW_FORMAT(addressee->ri));
		septel__out_view(&name, addressee->name);
		out->failed = out->failed || name.failed;
		write_line(out, ROLES[addressee->role], septel__out_written(&name));
	}
	septel__out_release(&name);
}

static void write_signs(struct septel_out *out, unsigned signs)
{
	static const struct {
		unsigned sign;
		const char *word;
	} WORDS[] = {
		{SIGN_EXACT_DUPLICATE, "exact-duplicate"},
		{SIGN_SUSPECTED_DUPLICATE, "suspected-duplicate"},
		{SIGN_SUBJECT_TO_CORRECTION, "subject-to-correction"},
		{SIGN_CORRECTED_COPY, "corrected-copy"},
		{SIGN_REROUTED, "rerouted"},
		{SIGN_CHANNEL_CHECK, "channel-check"},
		{SIGN_NO_FLASH_RECEIPT, "no-flash-receipt"},
		{SIGN_SERVICE, "service"},
	};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (signs & WORDS[i].sign)
			write_word(out, "sign", WORDS[i].word);
}

static void write_faults(struct septel_out *out, const struct envelope *envelope)
{
	struct septel_out text;
	septel__out_init(&text, NULL, 0);
	for (size_t i = 0; i < envelope->fault_count; i++) {
		const struct envelope_fault *fault = &envelope->faults[i];
		septel__out_clear(&text);
		septel__out_format(&text, "%s at %u: %.*s", fault->code, fault->at.offset,
				   VIEW_FORMAT(fault->text));
		if (fault->has_fix)
			septel__out_format(&text, " (fix: %.*s)", VIEW_FORMAT(fault->fix));
		out->failed = out->failed || text.failed;
		write_line(out, "fault", septel__out_written(&text));
	}
	septel__out_release(&text);
}

static void write_hash(struct septel_out *out, const unsigned char hash[TEXT_HASH_SIZE])
{
	septel__out_string(out, "text-hash: ");
	for (size_t i = 0; i < TEXT_HASH_SIZE; i++)
		septel__out_format(out, "%02x", hash[i]);
	septel__out_byte(out, '\n');
}

void septel__envelope_write(struct septel_out *out, const struct envelope *envelope)
{
	char time[TIME_TEXT_SIZE];
	write_key(out, &envelope->key);
	for (size_t i = 0; i < envelope->identification_count; i++)
		write_line(out, "identification", envelope->identification[i]);
	write_line(out, "stray-identification", envelope->stray);
	write_word(out, "precedence", septel_precedence_name(envelope->precedence));
	write_word(out, "action", septel_precedence_name(envelope->action));
	write_word(out, "info-precedence", septel_precedence_name(envelope->info));
	write_word(out, "classification", septel_class_name(envelope->classification));
	write_word(out, "release", envelope->release);
	if (septel__has_time(envelope->dtg))
		write_word(out, "dtg", septel__time_text(envelope->dtg, time));
	write_line(out, "from", envelope->from);
	write_line(out, "from-indicator", envelope->from_ri);
	write_line(out, "number", envelope->number);
	write_line(out, "subject", envelope->subject);
	write_views(out, "routing", &envelope->routing, " ");
	write_addressees(out, envelope);
	write_signs(out, envelope->signs);
	write_views(out, "captions", &envelope->captions, "; ");
	write_views(out, "tags", &envelope->tags, " ");
	write_views(out, "references", &envelope->references, " ");
	write_hash(out, envelope->text_hash);
	write_faults(out, envelope);
}

/* The fault with a fix that stands next at or behind `from`; NULL for none.  Of two at one place
 * the first is taken, and what it covers is passed over. */
static const struct envelope_fault *next_fix(const struct envelope *envelope, size_t from)
{
	const struct envelope_fault *found = NULL;
	for (size_t i = 0; i < envelope->fault_count; i++) {
		const struct envelope_fault *fault = &envelope->faults[i];
		if (fault->has_fix && fault->at.offset >= from &&
		    (!found || fault->at.offset < found->at.offset))
			found = fault;
	}
	return found;
}

struct septel_view septel__envelope_mended(const struct envelope *envelope,
					   struct septel_view bytes, struct septel_arena *arena)
{
	struct septel_out out;
	size_t from = 0;
	const struct envelope_fault *fault = next_fix(envelope, 0);
	if (!fault)
		return (struct septel_view){"", 0};
	septel__out_init(&out, arena, 0);
	for (; fault; fault = next_fix(envelope, from)) {
		septel__out_view(&out, septel__slice(bytes, from, fault->at.offset));
		septel__out_view(&out, fault->fix);
		from = (size_t)fault->at.offset + fault->at.length;
		if (fault->at.length == 0)
			break;
	}
	septel__out_view(&out, septel__slice(bytes, from, bytes.len));
	return out.failed ? (struct septel_view){"", 0} : septel__out_written(&out);
}

/* compose.c - a draft becomes a message ready to transmit; septel/compose.h.
 *
 * Steps: what the format needs must be there; the whole message is written; it
 * is read back and checked by the rules; it is split; its sections are checked.
 */
#include "../base/date.h"
#include "composing.h"

#include <septel/lint.h>

/* ---- what must be there ----------------------------------------------------- */

static void demand(struct findings *findings, bool there, const char *code, const char *what)
{
	if (!there)
		septel__find_fault(findings, SEPTEL_ERROR, code,
				   septel__slice(findings->source, 0, 0), "the draft states no %s",
				   what);
}

static void check_addresses(struct findings *findings, const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++)
		if (addressees->at[i].name.len == 0)
			septel__find_fault(findings, SEPTEL_ERROR, "draft.address",
					   addressees->at[i].ri, "an addressee without a name");
}

static void check_count(struct findings *findings, size_t count, size_t limit, const char *code,
			const char *what)
{
	if (count > limit)
		septel__find_fault(findings, SEPTEL_ERROR, code,
				   septel__slice(findings->source, 0, 0), "more than %zu %s", limit,
				   what);
}

static void check_draft(struct findings *findings, const struct septel_draft *draft)
{
	demand(findings, draft->from.name.len, "draft.from", "originator (From)");
	demand(findings, draft->to.count || draft->info.count, "draft.to", "addressee (To)");
	demand(findings, septel__time_valid(draft->dtg) && draft->dtg.hour >= 0, "draft.dtg",
	       "date-time group (DTG)");
	demand(findings, draft->precedence.action != SEPTEL_PRECEDENCE_NONE, "draft.precedence",
	       "precedence (Precedence)");
	demand(findings, draft->classification != SEPTEL_CLASS_NONE, "draft.classification",
	       "classification (Classification)");
	demand(findings, septel__serial_of(draft) != SEPTEL_NUMBER_NONE, "draft.number",
	       "number (Number, or Serial)");
	demand(findings, septel__trim(draft->text).len || draft->paragraphs.count, "draft.text",
	       "text");
	check_addresses(findings, &draft->to);
	check_addresses(findings, &draft->info);
	check_count(findings, draft->to.count + draft->info.count, COMPOSE_ADDRESSEES_LIMIT,
		    "draft.address", "addressees");
	check_count(findings, draft->routing.count, COMPOSE_ROUTING_LIMIT, "draft.routing",
		    "routing indicators");
}

/* ---- the rules -------------------------------------------------------------- */

/* Rules on what a message says.  One that was sent already says what it says:
 * for it they warn. */
static bool is_rule_of_content(const char *code)
{
	static const char *const CODES[] = {"V17", "V20", "V21", "V22", "V23", "V24", "V25", "V26"};
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (strcmp(code, CODES[i]) == 0)
			return true;
	return false;
}

/* A section is read alone, so that its text begins anywhere; and its length is
 * kept by the split, not by what a reader makes of its lines (V19). */
static bool counts(const struct septel_diagnostic *breach, bool whole)
{
	if (breach->code[0] != 'V' || strcmp(breach->code, "V19") == 0)
		return false;
	return whole || !is_rule_of_content(breach->code);
}

/* Reads `message` back and takes over what the rules say of it. */
static int check_message(struct composing *composing, struct septel_view message, bool whole)
{
	const struct septel_message *read;
	struct septel_diagnostics breaches;
	int status = septel_message_parse(&read, message, NULL, composing->arena);
	if (status == SEPTEL_OK)
		status = septel_lint(&breaches, read, SEPTEL_LINT_COMPOSE, NULL, composing->arena);
	if (status != SEPTEL_OK)
		return status;
	for (size_t i = 0; i < breaches.count; i++) {
		const struct septel_diagnostic *breach = &breaches.at[i];
		if (!counts(breach, whole))
			continue;
		const bool eased = composing->draft->as_stated &&
				   breach->severity == SEPTEL_ERROR &&
				   is_rule_of_content(breach->code);
		septel__find_fault(composing->findings, eased ? SEPTEL_WARNING : breach->severity,
				   breach->code, septel__slice(composing->draft->source, 0, 0),
				   "%.*s", VIEW_FORMAT(breach->text));
	}
	return SEPTEL_OK;
}

static int check_sections(struct composing *composing, struct septel_view sections)
{
	while (sections.len) {
		const size_t length = septel_message_length(sections, true);
		const int status =
			check_message(composing, septel__slice(sections, 0, length), false);
		if (status != SEPTEL_OK || composing->findings->refused)
			return status;
		sections = septel__slice(sections, length, sections.len);
	}
	return SEPTEL_OK;
}

/* Whatever was stated: the reader must find one message, not two.  A line that
 * ends a message, or begins one, would cut it ("NNN" as an addressee). */
static void check_alone(struct composing *composing, struct septel_view whole)
{
	const size_t length = septel_message_length(whole, true);
	struct septel_view rest = septel__trim_left(septel__slice(whole, length, whole.len)), line;
	if (length < whole.len && septel__next_line(&rest, &line))
		septel__find_fault(composing->findings, SEPTEL_ERROR, "draft.message",
				   septel__slice(composing->draft->source, 0, 0),
				   "what is stated ends the message before the line '%.*s'",
				   VIEW_FORMAT(line));
}

/* The rules look at what a reader makes of the message, which may be mended; the
 * circuit gets its bytes. */
static void check_bytes(struct composing *composing, struct septel_view whole)
{
	const struct septel_view place = septel__slice(composing->draft->source, 0, 0);
	struct septel_view line;
	while (septel__next_line(&whole, &line)) {
		if (line.len > WIRE_LINE_LIMIT)
			septel__find_fault(composing->findings, SEPTEL_ERROR, "V12", place,
					   "line of %zu characters: '%.*s'", line.len,
					   VIEW_FORMAT(line));
		for (size_t i = 0; i < line.len; i++)
			if (line.ptr[i] < ' ' || line.ptr[i] > '~') {
				septel__find_fault(composing->findings, SEPTEL_ERROR, "V13", place,
						   "a character outside the set: '%.*s'",
						   VIEW_FORMAT(line));
				break;
			}
	}
}

/* ---- the whole -------------------------------------------------------------- */

static void write_message(struct composing *composing)
{
	septel__write_heading(composing);
	septel__write_text(composing);
	septel__out_format(composing->out, "BT\n#%04d\nNNNN\n",
			   septel__serial_of(composing->draft));
}

/* Into sections, unless `options` want the whole. */
static int finish(struct septel_view *out, struct composing *composing,
		  const struct septel_compose_options *options)
{
	const struct septel_view whole = septel__out_written(composing->out);
	struct septel_diagnostics faults = {NULL, 0, 0};
	struct septel_view sections = whole;
	int status = check_message(composing, whole, true);
	check_alone(composing, whole);
	if (!composing->findings->refused)
		check_bytes(composing, whole);
	if (status != SEPTEL_OK || composing->findings->refused)
		return status;
	if (!options->whole) {
		status = septel__split_wire(&sections, &faults, whole, composing->arena);
		for (size_t i = 0; i < faults.count; i++)
			septel__find_fault(composing->findings, faults.at[i].severity,
					   faults.at[i].code,
					   septel__slice(composing->draft->source, 0, 0), "%.*s",
					   VIEW_FORMAT(faults.at[i].text));
		if (status != SEPTEL_OK)
			return status;
		status = check_sections(composing, sections);
	}
	*out = options->wire ? septel__wire(sections, composing->capitals, composing->arena)
			     : sections;
	return status;
}

int septel_compose(struct septel_view *out, struct septel_diagnostics *diagnostics,
		   const struct septel_draft *draft, const struct septel_compose_options *options,
		   struct septel_arena *arena)
{
	static const struct septel_compose_options PLAIN = {false, false};
	struct findings findings = {.arena = arena, .source = draft->source};
	struct septel_out text;
	struct composing composing = {
		.draft = draft, .arena = arena, .findings = &findings, .out = &text};
	int status = SEPTEL_OK;
	*out = (struct septel_view){"", 0};
	septel__out_init(&text, arena, COMPOSED_TEXT_LIMIT);
	composing.capitals =
		draft->profile == SEPTEL_PROFILE_NAVY || draft->profile == SEPTEL_PROFILE_ACP127;
	composing.width = draft->profile == SEPTEL_PROFILE_ACP127 ? WIRE_LINE_LIMIT
			  : composing.capitals                    ? WIRE_LINE_LIMIT - strlen("//")
								  : COMPOSE_STATE_WIDTH;
	check_draft(&findings, draft);
	if (!findings.refused) {
		write_message(&composing);
		if (!text.failed && !findings.refused)
			status = finish(out, &composing, options ? options : &PLAIN);
	}
	*diagnostics = septel__diagnostics_of(&findings.list);
	if (text.failed)
		status = septel_arena_failed(arena) ? SEPTEL_ENOMEM : SEPTEL_ETOOBIG;
	else if (status == SEPTEL_OK && septel_arena_failed(arena))
		status = SEPTEL_ENOMEM;
	else if (status == SEPTEL_OK && findings.refused)
		status = SEPTEL_EREFUSED;
	if (status != SEPTEL_OK)
		*out = (struct septel_view){"", 0};
	return status;
}

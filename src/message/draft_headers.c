/* draft_headers.c - the headers of a draft as a table, and their end; see draft.h. */
#include "draft.h"

/* Letters of the longest header's name. */
#define HEADER_NAME_LIMIT 24

void septel__draft_add(struct draft_reading *reading, struct draft_views *list,
		       struct septel_view view)
{
	struct septel_view *slot = LIST_ADD(reading->arena, list->at, list->count, list->capacity);
	if (slot)
		*slot = view;
}

struct septel_view septel__draft_capitals(struct draft_reading *reading, struct septel_view view)
{
	char *bytes = septel_arena_alloc(reading->arena, view.len);
	if (!bytes)
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < view.len; i++)
		bytes[i] = septel__upper(view.ptr[i]);
	return (struct septel_view){bytes, view.len};
}

void septel__draft_refuse(struct draft_reading *reading, const char *code, struct septel_view value,
			  const char *what)
{
	const struct septel_view shown = septel__slice(value, 0, DRAFT_SHOWN_BYTES);
	septel__find_fault(reading->findings, SEPTEL_ERROR, code, value, "'%.*s' is no %s",
			   VIEW_FORMAT(shown), what);
}

static const struct draft_header HEADERS[] = {
	{"from", false, septel__take_from},
	{"fm", false, septel__take_from},
	{"originator", false, septel__take_from},
	{"to", true, septel__take_to},
	{"action", true, septel__take_to},
	{"info", true, septel__take_info},
	{"cc", true, septel__take_info},
	{"exempt", true, septel__take_exempt},
	{"xmt", true, septel__take_exempt},
	{"precedence", false, septel__take_precedence},
	{"infoprecedence", false, septel__take_info_precedence},
	{"dtg", false, septel__take_dtg},
	{"date", false, septel__take_dtg},
	{"datetimegroup", false, septel__take_dtg},
	{"filed", false, septel__take_filed},
	{"number", false, septel__take_number},
	{"id", false, septel__take_number},
	{"mrn", false, septel__take_number},
	{"serial", false, septel__take_serial},
	{"stationserial", false, septel__take_serial},
	{"origin", false, septel__take_origin},
	{"originri", false, septel__take_origin},
	{"routingindicator", false, septel__take_origin},
	{"ri", false, septel__take_origin},
	{"de", false, septel__take_origin},
	{"routing", true, septel__take_routing},
	{"transmission", false, septel__take_transmission},
	{"signals", true, septel__take_signals},
	{"security", false, septel__take_letters},
	{"profile", false, septel__take_profile},
	{"classification", false, septel__take_classification},
	{"class", false, septel__take_classification},
	{"captions", true, septel__take_captions},
	{"caption", true, septel__take_captions},
	{"pass", true, septel__take_passing},
	{"passing", true, septel__take_passing},
	{"eo", false, septel__take_order},
	{"order", false, septel__take_order},
	{"declassify", false, septel__take_declassify},
	{"declassifyon", false, septel__take_declassify},
	{"decl", false, septel__take_declassify},
	{"tags", false, septel__take_tags},
	{"subject", false, septel__take_subject},
	{"subj", false, septel__take_subject},
	{"ref", true, septel__take_reference},
	{"refs", true, septel__take_reference},
	{"reference", true, septel__take_reference},
	{"references", true, septel__take_reference},
	{"classifiedby", false, septel__take_classified_by},
	{"reason", false, septel__take_reason},
	{"reasons", false, septel__take_reason},
	{"signature", false, septel__take_signature},
	{"signed", false, septel__take_signature},
};

const struct draft_header *septel__draft_header(struct septel_view name)
{
	char letters[HEADER_NAME_LIMIT];
	size_t length = 0;
	for (size_t i = 0; i < name.len; i++) {
		const char c = name.ptr[i];
		if (c == '-' || c == ' ' || c == '.' || c == '_')
			continue;
		if (!septel__is_alpha(c) || length == sizeof letters)
			return NULL;
		letters[length++] = septel__lower(c);
	}
	const struct septel_view plain = {letters, length};
	for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
		if (septel__equal(plain, septel_view_of(HEADERS[i].name)))
			return &HEADERS[i];
	return NULL;
}

static struct septel_views views_of(const struct draft_views *list)
{
	return (struct septel_views){list->at, list->count};
}

void septel__draft_finish(struct draft_reading *reading)
{
	/* State National follows the security signal in all State traffic. */
	static const struct septel_view NATIONAL[] = {{"ZZH", 3}};
	struct septel_draft *draft = reading->draft;
	septel__draft_finish_number(reading);
	septel__draft_finish_precedence(reading);
	septel__draft_finish_references(reading);
	draft->to = (struct septel_addressees){reading->to.at, reading->to.count};
	draft->info = (struct septel_addressees){reading->info.at, reading->info.count};
	draft->exempt = views_of(&reading->exempt);
	draft->captions = views_of(&reading->captions);
	draft->passing = views_of(&reading->passing);
	draft->tags = views_of(&reading->tags);
	draft->routing = views_of(&reading->routing);
	draft->signals = views_of(&reading->signals);
	draft->references =
		(struct septel_references){reading->references.at, reading->references.count};
	if (draft->signals.count == 0 &&
	    (draft->profile == SEPTEL_PROFILE_UNKNOWN || draft->profile == SEPTEL_PROFILE_STATE))
		draft->signals = (struct septel_views){NATIONAL, 1};
}

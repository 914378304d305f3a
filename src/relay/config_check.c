/* config_check.c - what only the whole of a configuration shows; see config_read.h. */
#include "config_read.h"

#define FAULT(outlet, ...) septel__fault(&reader->faults, (outlet)->line, __VA_ARGS__)

/* ---- one circuit or box ------------------------------------------------------------------ */

/* Fields that a kind cannot do without. */
static const struct need {
	unsigned kinds;
	size_t field; /* a view of struct outlet_settings */
	const char *word;
} NEEDS[] = {
	{KIND(TLS), offsetof(struct outlet_settings, certificate), "certificate"},
	{KIND(TLS), offsetof(struct outlet_settings, key), "key"},
	{KIND(TLS), offsetof(struct outlet_settings, authority), "authority"},
	{LINE_KINDS | KIND(NATS), offsetof(struct outlet_settings, peer), "peer"},
	{KIND(DROP), offsetof(struct outlet_settings, path), "folder"},
	{KIND(NATS), offsetof(struct outlet_settings, dial), "dial"},
	{KIND(MAIL), offsetof(struct outlet_settings, dial), "via"},
};

static void check_needs(struct config_reader *reader, const struct outlet_settings *outlet)
{
	for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
		struct septel_view field;
		memcpy(&field, (const char *)outlet + NEEDS[i].field, sizeof field);
		if (((NEEDS[i].kinds >> outlet->kind) & 1) && field.len == 0)
			FAULT(outlet, "'%s' lacks '%s'", septel__shown(outlet->name).text,
			      NEEDS[i].word);
	}
}

/* The other end is called, or calls, or is a device: one of them. */
static void check_ends(struct config_reader *reader, const struct outlet_settings *outlet)
{
	const int ends = (outlet->dial.len > 0) + (outlet->listen.len > 0) + (outlet->path.len > 0);
	const char *name = outlet->name.ptr;
	if (((LINE_KINDS >> outlet->kind) & 1) && ends != 1)
		FAULT(outlet, "'%s' needs one of %s", name,
		      outlet->kind == OUTLET_STREAM ? "dial, listen, serial and file"
						    : "dial and listen");
	if (outlet->kind == OUTLET_SMTP && ends == 0)
		FAULT(outlet, "'%s' needs dial, listen or both", name);
	if (outlet->kind == OUTLET_SMTP && outlet->dial.len && outlet->mailbox.len == 0)
		FAULT(outlet, "'%s' calls a mail server and lacks 'mailbox'", name);
}

static void check_bounds(struct config_reader *reader, const struct outlet_settings *outlet)
{
	if (outlet->lowest && outlet->highest && outlet->lowest > outlet->highest)
		FAULT(outlet, "'%s' carries nothing: its lowest precedence is above its highest",
		      outlet->name.ptr);
	if (outlet->routine_share && outlet->lowest > SEPTEL_ROUTINE)
		FAULT(outlet, "'%s' has a share for ROUTINE and does not carry it",
		      outlet->name.ptr);
}

/* ---- one against the others --------------------------------------------------------------- */

static bool same_letters(const char *a, const char *b)
{
	return a[0] != '\0' && memcmp(a, b, 3) == 0;
}

/* Letters tell the circuits of a station apart: an identification names one. */
static void check_letters(struct config_reader *reader, const struct outlet_settings *one,
			  const struct outlet_settings *other)
{
	const char *const mine[] = {one->letters_out, one->letters_in};
	const char *const theirs[] = {other->letters_out, other->letters_in};
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < 2; j++)
			if (same_letters(mine[i], theirs[j]))
				FAULT(one, "letters %s of '%s' are those of '%s' on line %d",
				      mine[i], one->name.ptr, other->name.ptr, other->line);
}

/* Who calls says which station it is: circuits with receipts may be called at one address, if
 * there are different stations at their other ends. */
static bool tells_callers_apart(const struct outlet_settings *one,
				const struct outlet_settings *other)
{
	return one->kind == other->kind && (one->kind == OUTLET_TCP || one->kind == OUTLET_TLS) &&
	       !septel__equal(one->peer, other->peer);
}

static void check_pair(struct config_reader *reader, const struct outlet_settings *one,
		       const struct outlet_settings *other)
{
	if (septel__equal_fold(one->name, other->name))
		FAULT(one, "the name '%s' is taken on line %d", one->name.ptr, other->line);
	if (one->listen.len && septel__equal(one->listen, other->listen) &&
	    !tells_callers_apart(one, other))
		FAULT(one, "'%s' listens at %s, as '%s' on line %d does", one->name.ptr,
		      one->listen.ptr, other->name.ptr, other->line);
	check_letters(reader, one, other);
}

static void check_outlets(struct config_reader *reader)
{
	const struct relay_config *config = reader->config;
	for (size_t i = 0; i < config->outlet_count; i++) {
		const struct outlet_settings *outlet = &config->outlets[i];
		if (septel__is_word(outlet->name, "hold"))
			FAULT(outlet,
			      "'hold' is a word of routes, and no name of a circuit or box");
		if (same_letters(outlet->letters_out, outlet->letters_in))
			FAULT(outlet, "'%s' has letters %s both ways", outlet->name.ptr,
			      outlet->letters_in);
		/* of one whose block has errors it is not known what it has */
		if (reader->outlet_is_good[i]) {
			check_needs(reader, outlet);
			check_ends(reader, outlet);
			check_bounds(reader, outlet);
		}
		for (size_t j = 0; j < i; j++)
			check_pair(reader, outlet, &config->outlets[j]);
	}
}

/* ---- names and the station ---------------------------------------------------------------- */

const char *septel__config_suggest_outlet(const struct relay_config *config,
					  struct septel_view name)
{
	for (size_t i = 0; name.len > 1 && i < config->outlet_count; i++)
		if (septel__edit_distance(name, config->outlets[i].name, 1) <= 1)
			return config->outlets[i].name.ptr;
	return NULL;
}

static size_t find(struct config_reader *reader, int line, struct septel_view name)
{
	const size_t outlet = septel__config_outlet(reader->config, name);
	const char *likely = septel__config_suggest_outlet(reader->config, name);
	if (outlet == NO_OUTLET)
		septel__fault(&reader->faults, line, "no circuit or box is named '%s'%s%s%s",
			      septel__shown(name).text, likely ? ", did you mean '" : "",
			      likely ? likely : "", likely ? "'?" : "");
	return outlet;
}

static void check_profiles(struct config_reader *reader)
{
	for (size_t i = 0; i < reader->config->profile_count; i++) {
		struct profile *profile = &reader->config->profiles[i];
		profile->to = find(reader, profile->line, reader->targets[i]);
		if (profile->to == NO_OUTLET)
			continue;
		const struct outlet_settings *outlet = &reader->config->outlets[profile->to];
		if (!septel__is_box(outlet->kind) && outlet->peer.len == 0 &&
		    reader->outlet_is_good[profile->to])
			septel__fault(&reader->faults, profile->line,
				      "a copy cannot go to '%s', which has no 'peer'",
				      outlet->name.ptr);
	}
}

/* Line on which a word outside blocks stood; 0. */
static int line_of(const struct config_reader *reader, const char *word)
{
	return reader->seen[septel__config_word(SCOPE_STATION, septel_view_of(word))];
}

static void check_station(struct config_reader *reader)
{
	const struct relay_config *config = reader->config;
	static const char *const NEEDED[] = {"station", "spool", "control", "routes"};
	for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
		if (!line_of(reader, NEEDED[i]))
			septel__fault(&reader->faults, 0, "no line says '%s'", NEEDED[i]);
	if (config->operator_box.len)
		find(reader, line_of(reader, "operator"), config->operator_box);
}

void septel__config_check(struct config_reader *reader)
{
	check_station(reader);
	check_outlets(reader);
	check_profiles(reader);
}

/* config.c - reads a configuration: words outside blocks, circuits, boxes, "copy to"; see config.h.
 */
#include "config_read.h"

/* Where the file says nothing. */
#define RETAIN_DAYS     30u
#define FREE_PERCENT    5u
#define DIGITS          4u
#define WINDOW          16u
#define WINDOW_TOGETHER 64u
/* Where more than one transmission at once makes sense. */
#define WINDOW_KINDS (KIND(TCP) | KIND(TLS) | KIND(NATS) | KIND(NULL))
/* Room of a list that grows, at first. */
#define FIRST_ROOM 16u

static bool fail_room(struct config_reader *reader, int line, const char *what, unsigned most)
{
	septel__fault(&reader->faults, line, "more than %u %s", most, what);
	return false;
}

/* Room for one more of `size` bytes at *at; what was there is copied. */
static bool grow(struct config_reader *reader, void **at, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return true;
	const size_t wanted = *room ? *room * 2 : FIRST_ROOM;
	void *bigger = septel_arena_alloc(reader->arena, wanted * size);
	if (!bigger)
		return false;
	if (count)
		memcpy(bigger, *at, count * size);
	*at = bigger;
	*room = wanted;
	return true;
}

/* ---- recovery -------------------------------------------------------------------------- */

/* Skips what is left of line `line` up to the next word of the scope. */
static void skip_line(struct config_reader *reader, enum config_scope scope, int line)
{
	while (septel__config_on_line(reader, line) &&
	       (reader->token.kind != TOKEN_WORD ||
		septel__config_word(scope, reader->token.text) == CONFIG_WORD_COUNT))
		septel__config_take(reader);
}

/* The next token opens a block: skips it. */
static void skip_block(struct config_reader *reader)
{
	unsigned depth = 0;
	do {
		const struct config_token token = septel__config_take(reader);
		if (token.kind == TOKEN_END)
			return;
		depth += token.kind == TOKEN_OPEN;
		depth -= token.kind == TOKEN_CLOSE;
	} while (depth);
}

static void unknown(struct config_reader *reader, enum config_scope scope,
		    const struct config_token *token)
{
	const char *likely = septel__config_suggest(scope, token->text);
	septel__fault(&reader->faults, token->line, "unknown word '%s'%s%s%s",
		      septel__shown(token->text).text, likely ? ", did you mean '" : "",
		      likely ? likely : "", likely ? "'?" : "");
	skip_line(reader, scope, token->line);
	if (reader->token.kind == TOKEN_OPEN)
		skip_block(reader);
}

/* A word that may stand once, and stood on line `*first` (0: it did not). */
static bool is_second(struct config_reader *reader, const struct config_word *word, int line,
		      int *first)
{
	if (*first == 0) {
		*first = line;
		return false;
	}
	septel__fault(&reader->faults, line, "'%s' stands on line %d already", word->word, *first);
	return true;
}

static void read_setting(struct config_reader *reader, const struct config_word *word, int line,
			 void *base)
{
	const size_t before = reader->faults.count;
	septel__config_value(reader, word, line, base);
	if (reader->faults.count > before)
		skip_line(reader, word->scope, line);
}

/* ---- circuits and boxes ------------------------------------------------------------------ */

static bool has_room_for_outlet(struct config_reader *reader, int line)
{
	struct relay_config *config = reader->config;
	if (config->outlet_count == RELAY_OUTLETS_LIMIT)
		return fail_room(reader, line, "circuits and boxes", RELAY_OUTLETS_LIMIT);
	void *at = config->outlets;
	const bool good = grow(reader, &at, config->outlet_count, &reader->outlet_room,
			       sizeof *config->outlets);
	config->outlets = at;
	return good;
}

/* What a circuit or box is before its block says anything: the kind is found last. */
static struct outlet_settings outlet_defaults(struct septel_view name, int line)
{
	return (struct outlet_settings){.name = name,
					.line = line,
					.digits = DIGITS,
					.cycle = NUMBERS_CYCLIC,
					.window = WINDOW};
}

/* A box has no other end that could be flooded, and takes many together: an import, a sync of a
 * folder.  Of commands one runs at a time: they see the messages in order. */
static unsigned window_of(enum outlet_kind kind)
{
	const unsigned bit = 1u << kind;
	if (bit & (KIND(ARCHIVE) | KIND(FOLDER)))
		return WINDOW_TOGETHER;
	return (bit & (WINDOW_KINDS | KIND(MAIL))) ? WINDOW : 1;
}

/* What the block did not say follows from the kind. */
static void complete(struct outlet_settings *outlet, enum config_scope scope, const int *seen)
{
	const unsigned bit = 1u << outlet->kind;
	if (!seen[septel__config_word(scope, VIEW_LITERAL("interrupt"))])
		outlet->interruptible = (LINE_KINDS & bit) != 0;
	if (!seen[septel__config_word(scope, VIEW_LITERAL("window"))])
		outlet->window = window_of(outlet->kind);
	/* what stays in the house may be anything, as the spool itself */
	if (!seen[septel__config_word(scope, VIEW_LITERAL("ceiling"))] &&
	    (bit & (KIND(ARCHIVE) | KIND(FOLDER))))
		outlet->ceiling = SEPTEL_TOP_SECRET;
}

/* Words that do not belong to the kind of circuit. */
static void check_kinds(struct config_reader *reader, const struct outlet_settings *outlet,
			const int *seen, const struct config_word *kind)
{
	for (size_t i = 0; i < CONFIG_WORD_COUNT; i++)
		if (seen[i] && !((CONFIG_WORDS[i].kinds >> outlet->kind) & 1))
			septel__fault(&reader->faults, seen[i], "'%s' is nothing that '%s' has",
				      CONFIG_WORDS[i].word, kind->word);
	const int device = seen[septel__config_word(SCOPE_CIRCUIT, VIEW_LITERAL("serial"))];
	if (device && seen[septel__config_word(SCOPE_CIRCUIT, VIEW_LITERAL("file"))])
		septel__fault(&reader->faults, device, "'%s' is a device or a file, not both",
			      outlet->name.ptr);
}

/* True if `word` makes a second kind of an outlet that has one. */
static bool is_second_kind(struct config_reader *reader, const struct outlet_settings *outlet,
			   const struct config_word *word, int line, const struct config_word *kind)
{
	if (word->makes == MAKES_NO_KIND || !kind)
		return false;
	septel__fault(&reader->faults, line, "'%s' is '%s' already, and cannot be '%s' as well",
		      outlet->name.ptr, kind->word, word->word);
	return true;
}

/* Takes one word of a block with its value. */
static void read_in_block(struct config_reader *reader, enum config_scope scope,
			  struct outlet_settings *outlet, int *seen,
			  const struct config_word **kind)
{
	const struct config_token token = septel__config_take(reader);
	if (token.kind == TOKEN_OPEN) {
		septel__fault(&reader->faults, token.line, "a '{' stands here alone");
		return;
	}
	const size_t i = token.kind == TOKEN_WORD ? septel__config_word(scope, token.text)
						  : CONFIG_WORD_COUNT;
	if (i == CONFIG_WORD_COUNT) {
		unknown(reader, scope, &token);
		return;
	}
	const struct config_word *word = &CONFIG_WORDS[i];
	struct outlet_settings nowhere = *outlet;
	if (is_second(reader, word, token.line, &seen[i]) ||
	    is_second_kind(reader, outlet, word, token.line, *kind)) {
		read_setting(reader, word, token.line, &nowhere);
		return;
	}
	if (word->makes != MAKES_NO_KIND) {
		*kind = word;
		outlet->kind = (enum outlet_kind)word->makes;
	}
	read_setting(reader, word, token.line, outlet);
}

/* Behind "{" up to and with "}". */
static void read_block(struct config_reader *reader, enum config_scope scope,
		       struct outlet_settings *outlet)
{
	int seen[CONFIG_WORDS_LIMIT + 1] = {0};
	const struct config_word *kind = NULL;
	while (reader->token.kind != TOKEN_CLOSE && reader->token.kind != TOKEN_END)
		read_in_block(reader, scope, outlet, seen, &kind);
	if (septel__config_take(reader).kind == TOKEN_END) {
		septel__fault(&reader->faults, outlet->line, "no '}' closes '%s'",
			      outlet->name.ptr);
	} else if (kind) {
		check_kinds(reader, outlet, seen, kind);
		complete(outlet, scope, seen);
	} else {
		septel__fault(&reader->faults, outlet->line,
			      "'%s' does not say what kind it is: %s", outlet->name.ptr,
			      scope == SCOPE_CIRCUIT ? "tcp, tls, stream, drop, smtp, nats or null"
						     : "archive, folder, mail or command");
	}
}

static void read_outlet(struct config_reader *reader, const struct config_word *word, int line)
{
	struct septel_view name = {"", 0};
	if (septel__config_on_line(reader, line))
		name = septel__config_take(reader).text;
	if (!septel__is_config_name(name) || reader->token.kind != TOKEN_OPEN) {
		septel__fault(&reader->faults, line, "'%s' needs %s", word->word,
			      septel__config_value_name(word->value));
		skip_line(reader, SCOPE_STATION, line);
		if (reader->token.kind == TOKEN_OPEN)
			skip_block(reader);
		return;
	}
	if (!has_room_for_outlet(reader, line)) {
		skip_block(reader);
		return;
	}
	septel__config_take(reader);
	struct outlet_settings outlet =
		outlet_defaults(septel_arena_copy(reader->arena, name), line);
	const size_t before = reader->faults.count;
	read_block(reader, word->value == VALUE_BOX_BLOCK ? SCOPE_BOX : SCOPE_CIRCUIT, &outlet);
	reader->config->outlets[reader->config->outlet_count] = outlet;
	reader->outlet_is_good[reader->config->outlet_count++] = reader->faults.count == before;
}

/* ---- copy to NAME all, copy to NAME when FIELD VALUE ------------------------------------- */

static const struct profile_word *profile_word(struct septel_view word)
{
	for (size_t i = 0; i < PROFILE_WORD_COUNT; i++)
		if (septel__is_word(word, PROFILE_WORDS[i].word))
			return &PROFILE_WORDS[i];
	return NULL;
}

static struct septel_view on_line(struct config_reader *reader, int line)
{
	return septel__config_on_line(reader, line) ? septel__config_take(reader).text
						    : VIEW_LITERAL("");
}

/* False: that is no such line. */
static bool read_profile(struct config_reader *reader, int line, struct profile *profile,
			 struct septel_view *target)
{
	enum septel_precedence precedence;
	if (!septel__is_word(on_line(reader, line), "to"))
		return false;
	*target = septel_arena_copy(reader->arena, on_line(reader, line));
	const struct septel_view how = on_line(reader, line);
	profile->line = line;
	profile->field = PROFILE_ALL;
	profile->value = VIEW_LITERAL("");
	if (septel__is_word(how, "all"))
		return septel__is_config_name(*target);
	const struct profile_word *field = profile_word(on_line(reader, line));
	profile->value = septel_arena_copy(reader->arena, septel__trim(on_line(reader, line)));
	if (!septel__is_word(how, "when") || !field || field->field == PROFILE_ALL ||
	    profile->value.len == 0)
		return false;
	profile->field = field->field;
	if (profile->field == PROFILE_PRECEDENCE &&
	    !septel__precedence_of(profile->value, &precedence))
		septel__fault(&reader->faults, line, "'%s' is no precedence",
			      septel__shown(profile->value).text);
	return septel__is_config_name(*target);
}

static void read_copy(struct config_reader *reader, const struct config_word *word, int line)
{
	struct relay_config *config = reader->config;
	struct profile profile;
	struct septel_view target;
	if (!read_profile(reader, line, &profile, &target)) {
		septel__fault(&reader->faults, line, "'%s' needs %s", word->word,
			      septel__config_value_name(word->value));
		skip_line(reader, SCOPE_STATION, line);
		return;
	}
	if (config->profile_count == RELAY_PROFILES_LIMIT) {
		fail_room(reader, line, "copies", RELAY_PROFILES_LIMIT);
		return;
	}
	void *profiles = config->profiles, *targets = reader->targets;
	size_t room = reader->profile_room;
	if (!grow(reader, &targets, config->profile_count, &room, sizeof *reader->targets) ||
	    !grow(reader, &profiles, config->profile_count, &reader->profile_room,
		  sizeof *config->profiles))
		return;
	config->profiles = profiles;
	reader->targets = targets;
	reader->targets[config->profile_count] = target;
	config->profiles[config->profile_count++] = profile;
}

/* ---- the file ---------------------------------------------------------------------------- */

static void read_word(struct config_reader *reader, const struct config_word *word, int line,
		      int *first)
{
	switch (word->value) {
	case VALUE_CIRCUIT_BLOCK:
	case VALUE_BOX_BLOCK:
		read_outlet(reader, word, line);
		return;
	case VALUE_COPY:
		read_copy(reader, word, line);
		return;
	default:
		break;
	}
	struct relay_config nowhere = *reader->config;
	const bool second = is_second(reader, word, line, first);
	read_setting(reader, word, line, second ? &nowhere : reader->config);
}

static void read_all(struct config_reader *reader)
{
	int *seen = reader->seen;
	while (reader->token.kind != TOKEN_END && !septel_arena_failed(reader->arena)) {
		const struct config_token token = septel__config_take(reader);
		const size_t i = token.kind == TOKEN_WORD
					 ? septel__config_word(SCOPE_STATION, token.text)
					 : CONFIG_WORD_COUNT;
		if (i < CONFIG_WORD_COUNT)
			read_word(reader, &CONFIG_WORDS[i], token.line, &seen[i]);
		else if (token.kind == TOKEN_OPEN || token.kind == TOKEN_CLOSE)
			septel__fault(&reader->faults, token.line, "a '%.*s' stands here alone",
				      VIEW_FORMAT(token.text));
		else
			unknown(reader, SCOPE_STATION, &token);
	}
}

static struct septel_view folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return (struct septel_view){path, slash ? (size_t)(slash - path) + 1 : 0};
}

bool septel__config_read(struct relay_config *config, const char *path, struct septel_view text,
			 struct septel_arena *arena, struct septel_out *errors)
{
	struct config_reader *reader = septel_arena_alloc(arena, sizeof *reader);
	if (!reader)
		return false;
	memset(config, 0, sizeof *config);
	memset(reader, 0, sizeof *reader);
	config->file = septel_arena_copy(arena, septel_view_of(path));
	config->retain_days = RETAIN_DAYS;
	config->free_percent = FREE_PERCENT;
	reader->config = config;
	reader->arena = arena;
	reader->folder = folder_of(config->file.ptr);
	septel__faults_init(&reader->faults, config->file, arena);
	if (text.len > RELAY_CONFIG_LIMIT) {
		septel__fault(&reader->faults, 0, "a configuration of more than %zu bytes",
			      RELAY_CONFIG_LIMIT);
	} else {
		septel__config_begin(reader, text);
		read_all(reader);
		if (!septel_arena_failed(arena))
			septel__config_check(reader);
	}
	const bool faulty = septel__faults_tell(&reader->faults, errors);
	return !faulty && !septel_arena_failed(arena);
}

size_t septel__config_outlet(const struct relay_config *config, struct septel_view name)
{
	for (size_t i = 0; i < config->outlet_count; i++)
		if (septel__equal_fold(config->outlets[i].name, name))
			return i;
	return NO_OUTLET;
}

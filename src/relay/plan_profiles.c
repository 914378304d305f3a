/* plan_profiles.c - "copy to": who else gets a copy of a message; see planner.h. */
#include "config_read.h"
#include "planner.h"

static bool is_one_of(struct septel_views views, struct septel_view value)
{
	const uint64_t hash = septel__name_hash(value);
	for (size_t i = 0; i < views.count; i++)
		if (septel__name_hash(views.at[i]) == hash)
			return true;
	return false;
}

static bool is_addressee(const struct planner *planner, struct septel_view value)
{
	const struct envelope *envelope = planner->envelope;
	const uint64_t hash = septel__name_hash(value);
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (addressee->role != ROLE_EXEMPT && (septel__equal_fold(addressee->ri, value) ||
						       septel__name_hash(addressee->name) == hash))
			return true;
	}
	for (size_t i = 0; i < planner->count; i++)
		if (septel__equal_fold(planner->decisions[i].ri, value))
			return true;
	return false;
}

static bool is_originator(const struct envelope *envelope, struct septel_view value)
{
	return septel__equal_fold(envelope->from_ri, value) ||
	       septel__equal_fold(septel_view_of(envelope->key.origin), value) ||
	       (envelope->from.len &&
		septel__name_hash(envelope->from) == septel__name_hash(value));
}

/* The words at the start of `text`, whatever white space is between them; no letter follows. */
static bool words_at(struct septel_view text, struct septel_view words)
{
	size_t at = 0;
	for (size_t i = 0; i < words.len; i++) {
		if (septel__is_space(words.ptr[i])) {
			if (at == text.len || !septel__is_space(text.ptr[at]))
				return false;
			while (at < text.len && septel__is_space(text.ptr[at]))
				at++;
			while (i + 1 < words.len && septel__is_space(words.ptr[i + 1]))
				i++;
		} else if (at == text.len ||
			   septel__upper(text.ptr[at++]) != septel__upper(words.ptr[i])) {
			return false;
		}
	}
	return at == text.len || !septel__is_alnum(text.ptr[at]);
}

static bool has_words(struct septel_view text, struct septel_view words)
{
	char first[64];
	struct septel_view rest = words, word;
	if (!septel__next_word(&rest, &word))
		return false;
	const size_t length = word.len < sizeof first ? word.len : sizeof first - 1;
	memcpy(first, word.ptr, length);
	first[length] = '\0';
	for (size_t at = septel__find_fold(text, first, 0); at != VIEW_NOT_FOUND;
	     at = septel__find_fold(text, first, at + 1))
		if ((at == 0 || !septel__is_alnum(text.ptr[at - 1])) &&
		    words_at(septel__slice(text, at, text.len), words))
			return true;
	return false;
}

/* Behind the line BT that ends the heading; all of it where there is none. */
static struct septel_view text_of(struct septel_view bytes)
{
	struct septel_view rest = bytes, line;
	for (size_t i = 0; i < SEPTEL_HEADING_LINES_LIMIT && septel__next_line(&rest, &line); i++)
		if (septel__equal(septel__trim(line), VIEW_LITERAL("BT")))
			return rest;
	return bytes;
}

static bool fits(const struct planner *planner, const struct profile *profile)
{
	const struct envelope *envelope = planner->envelope;
	enum septel_precedence precedence;
	switch (profile->field) {
	case PROFILE_ALL:
		return true;
	case PROFILE_ADDRESSEE:
		return is_addressee(planner, profile->value);
	case PROFILE_TAGS:
		return is_one_of(envelope->tags, profile->value);
	case PROFILE_CAPTION:
		return is_one_of(envelope->captions, profile->value);
	case PROFILE_KEYWORD:
		return has_words(envelope->subject, profile->value) ||
		       has_words(text_of(planner->question->bytes), profile->value);
	case PROFILE_ORIGINATOR:
		return is_originator(envelope, profile->value);
	case PROFILE_PRECEDENCE:
		return septel__precedence_of(profile->value, &precedence) &&
		       envelope->precedence >= precedence;
	}
	return false;
}

void septel__plan_profiles(struct planner *planner)
{
	const struct relay_config *config = planner->config;
	int *wanted =
		septel_arena_alloc(planner->arena, (config->outlet_count + 1) * sizeof *wanted);
	if (!wanted) {
		planner->failed = true;
		return;
	}
	memset(wanted, 0, config->outlet_count * sizeof *wanted);
	for (size_t i = 0; i < config->profile_count; i++) {
		const struct profile *profile = &config->profiles[i];
		if (profile->to < config->outlet_count && !wanted[profile->to] &&
		    fits(planner, profile))
			wanted[profile->to] = profile->line ? profile->line : 1;
	}
	planner->wanted = wanted;
}

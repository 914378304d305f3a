/* worksheet_names.c - see worksheet_reading.h: names, the parties they stand for, and where a
 * sentence mentions them. */
#include "worksheet_reading.h"

/* ---- the table of names ---- */

/* "Wijdan", "icrc", "Ministry of Defense": stands for a party, in the bucket of its first word. */
struct sheet_name {
	struct septel_view phrase; /* words with one space between */
	struct sheet_party *party; /* NULL: of several */
	struct sheet_name *next;
};

size_t septel__sheet_bucket(struct septel_view word)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)septel__lower(word.ptr[i])) * 16777619u;
	return hash % SHEET_NAME_ROOM;
}

static struct septel_view first_word(struct septel_view phrase)
{
	struct septel_view word;
	return septel__next_word(&phrase, &word) ? word : (struct septel_view){"", 0};
}

/* A name that two parties have is that of neither. */
void septel__add_name(struct sheet *sheet, struct septel_view phrase, struct sheet_party *party)
{
	struct sheet_name **at = &sheet->names[septel__sheet_bucket(first_word(phrase))];
	size_t steps = 0;
	for (; *at; at = &(*at)->next)
		if (septel__equal_fold((*at)->phrase, phrase)) {
			if ((*at)->party != party)
				(*at)->party = NULL;
			return;
		} else if (++steps == SHEET_BUCKET_LIMIT) {
			return;
		}
	struct sheet_name *name = septel_arena_alloc(sheet->arena, sizeof *name);
	if (!name)
		return;
	*name = (struct sheet_name){phrase, party, NULL};
	*at = name;
}

/* The party whose name is `phrase`; NULL. */
struct sheet_party *septel__named(const struct sheet *sheet, struct septel_view phrase)
{
	const size_t place = septel__sheet_bucket(first_word(phrase));
	for (const struct sheet_name *at = sheet->names[place]; at; at = at->next)
		if (septel__equal_fold(at->phrase, phrase))
			return at->party;
	return NULL;
}

/* "Wijdan Salim" -> "wijdan-salim"; empty where nothing is left of it. */
struct septel_view septel__slug(struct septel_view name, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < name.len && out.length < CASEBOOK_NAME_LIMIT / 2; i++) {
		const char c = septel__lower(name.ptr[i]);
		if (septel__is_alnum(c))
			septel__out_byte(&out, c);
		else if (septel__is_one_of(c, " -/&_") && out.length &&
			 out.data[out.length - 1] != '-')
			septel__out_byte(&out, '-');
	}
	while (out.length && out.data[out.length - 1] == '-')
		out.length--;
	return septel__out_written(&out);
}

struct sheet_party *septel__sheet_party(struct sheet *sheet, struct septel_view id)
{
	struct sheet_party **at = &sheet->party_table[septel__sheet_bucket(id)];
	size_t steps = 0;
	for (; *at; at = &(*at)->next_same) {
		if (septel__equal((*at)->id, id))
			return *at;
		if (++steps == SHEET_BUCKET_LIMIT)
			return NULL;
	}
	struct sheet_party *party = septel_arena_alloc(sheet->arena, sizeof *party);
	if (!party)
		return NULL;
	*party = (struct sheet_party){.id = id, .sentence = SIZE_MAX, .summary = SIZE_MAX};
	*at = party;
	if (sheet->last_party)
		sheet->last_party->next = party;
	else
		sheet->parties = party;
	sheet->last_party = party;
	return party;
}

/* ---- what the casebook knows ---- */

bool septel__sheet_known(struct sheet *sheet)
{
	const struct casebook *book = sheet->known;
	for (size_t i = 0; book && book->name_count && i < book->name_room; i++)
		for (const struct thing *thing = book->names[i]; thing; thing = thing->same_name) {
			if (thing->kind != THING_PARTY)
				continue;
			struct sheet_party *party = septel__sheet_party(sheet, thing->name);
			struct septel_view name = septel_arena_copy(sheet->arena, thing->name);
			if (!party || !name.len)
				return false;
			party->known = true;
			for (size_t j = 0; j < name.len; j++)
				if (name.ptr[j] == '-')
					((char *)(uintptr_t)name.ptr)[j] = ' ';
			septel__add_name(sheet, name, party);
			if (thing->title.len)
				septel__add_name(sheet, thing->title, party);
		}
	return !septel_arena_failed(sheet->arena);
}

/* ---- mentions ---- */

static const struct sheet_name *
name_at(const struct sheet *sheet, const struct sheet_sentence *sentence, size_t at, size_t *words)
{
	const struct sheet_name *found = NULL;
	*words = 0;
	for (const struct sheet_name *name =
		     sheet->names[septel__sheet_bucket(sentence->words[at].text)];
	     name; name = name->next) {
		char phrase[PHRASE_SIZE];
		if (name->phrase.len >= sizeof phrase)
			continue;
		memcpy(phrase, name->phrase.ptr, name->phrase.len);
		phrase[name->phrase.len] = '\0';
		const size_t count = septel__phrase_at(sentence, at, phrase);
		if (count > *words) {
			*words = count;
			found = name;
		}
	}
	return found && found->party ? found : NULL;
}

static bool is_taken(const struct sheet_sentence *sentence, const struct sheet_word *word)
{
	/* Without capitals to tell, a name of lower-case letters would be any word. */
	return sentence->shouted || word->capital;
}

bool septel__sheet_mentions(struct sheet *sheet, struct sheet_sentence *sentence)
{
	sentence->mentions = septel_arena_alloc(sheet->scratch,
						(sentence->count + 1) * sizeof *sentence->mentions);
	sentence->mention_count = 0;
	if (!sentence->mentions)
		return false;
	if (!sentence->shouted)
		septel__sheet_private(sheet, sentence);
	for (size_t at = 0; at < sentence->count;) {
		struct sheet_word *word = &sentence->words[at];
		size_t words;
		const struct sheet_name *name = name_at(sheet, sentence, at, &words);
		struct sheet_mention *mention = &sentence->mentions[sentence->mention_count];
		if (name && is_taken(sentence, word)) {
			const struct sheet_party *party = name->party;
			*mention = (struct sheet_mention){at, at + words - 1, MENTION_NAMED,
							  party->id};
			mention->kind = party->private ? MENTION_PRIVATE
					: party->known ? MENTION_KNOWN
						       : MENTION_NAMED;
			for (size_t i = at; party->private && i < at + words; i++)
				sentence->words[i].private = true;
		} else if (word->private) {
			words = 1;
			while (at + words < sentence->count &&
			       sentence->words[at + words].private &&
			       !septel__stops_behind(sentence, at + words - 1))
				words++;
			*mention = (struct sheet_mention){at, at + words - 1, MENTION_PRIVATE,
							  (struct septel_view){"", 0}};
		} else if (!sentence->shouted && word->acronym && !word->odd) {
			words = 1;
			*mention = (struct sheet_mention){at, at, MENTION_NAMED,
							  septel__slug(word->text, sheet->arena)};
		} else {
			at++;
			continue;
		}
		sentence->mention_count++;
		at += words;
	}
	return !septel_arena_failed(sheet->arena);
}

const struct sheet_mention *septel__mention_ending(const struct sheet_sentence *sentence,
						   size_t last)
{
	size_t low = 0, high = sentence->mention_count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		if (sentence->mentions[middle].last < last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sentence->mention_count && sentence->mentions[low].last == last
		       ? &sentence->mentions[low]
		       : NULL;
}

const struct sheet_mention *septel__mention_at(const struct sheet_sentence *sentence, size_t first)
{
	size_t low = 0, high = sentence->mention_count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		if (sentence->mentions[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sentence->mention_count && sentence->mentions[low].first == first
		       ? &sentence->mentions[low]
		       : NULL;
}

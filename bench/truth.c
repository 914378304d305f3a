/* truth.c - see truth.h. */
#include "truth.h"

#include <string.h>

static void escaped(struct text *out, const char *at, size_t length)
{
	text_byte(out, '"');
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)at[i];
		if (c == '"' || c == '\\')
			text_byte(out, '\\');
		if (c < 0x20)
			text_format(out, "\\u%04x", c);
		else
			text_byte(out, (char)c);
	}
	text_byte(out, '"');
}

static void string(struct text *out, const char *value)
{
	if (value)
		escaped(out, value, strlen(value));
	else
		text_string(out, "null");
}

static void key(struct text *out, const char *name)
{
	text_format(out, ",\"%s\":", name);
}

static void list(struct text *out, const char *name, const char *const *at, size_t count)
{
	key(out, name);
	text_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_byte(out, ',');
		string(out, at[i]);
	}
	text_byte(out, ']');
}

static void moment(struct text *out, const char *name, struct made_time time, bool with_minutes)
{
	text_format(out, ",\"%s\":", name);
	if (time.year == 0)
		text_string(out, "null");
	else if (with_minutes)
		text_format(out, "\"%04d-%02d-%02dT%02d:%02dZ\"", time.year, time.month, time.day,
			    time.hour, time.minute);
	else
		text_format(out, "\"%04d-%02d-%02d\"", time.year, time.month, time.day);
}

static void addresses(struct text *out, const char *name, const struct made_address *at,
		      size_t count)
{
	key(out, name);
	text_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		const bool by_other_means = at[i].ri && strcmp(at[i].ri, "ZEN") == 0;
		text_string(out, i > 0 ? ",{\"ri\":" : "{\"ri\":");
		string(out, by_other_means ? NULL : at[i].ri);
		key(out, "name");
		string(out, at[i].name);
		key(out, "precedence");
		string(out, at[i].precedence);
		key(out, "mcn");
		string(out, at[i].mcn);
		text_byte(out, '}');
	}
	text_byte(out, ']');
}

/* Lines 1 to 4, which copies that begin at the preamble have not. */
static void transmission(const struct made *made, struct text *out)
{
	static const char LETTERS[] = {'U', 'U', 'C', 'S'};
	if (made->profile == MADE_NAVY) {
		/* The JANAP 128 line has no channel number; what it has is the same. */
		list(out, "routing", made->routing, made->routing_count);
		text_format(out, ",\"origin\":{\"ri\":\"%s\",\"serial\":0,\"section\":null",
			    made->origin_ri);
		moment(out, "filed", made->filed, true);
		text_string(out, "},\"security\":{\"signal\":\"ZNR\",\"class\":\"U\"}");
		return;
	}
	if (made->short_heading || !made->circuit) {
		text_string(out, ",\"transmission\":null,\"routing\":[],\"origin\":null,"
				 "\"security\":null");
		return;
	}
	text_format(out, ",\"transmission\":{\"circuit\":\"%s\",\"serial\":%d}", made->circuit,
		    made->channel);
	list(out, "routing", made->routing, made->routing_count);
	text_format(out, ",\"origin\":{\"ri\":\"%s\",\"serial\":%d,\"section\":", made->origin_ri,
		    made->serial % 10000);
	text_string(out, made->has_section_suffix ? "1" : "null");
	moment(out, "filed", made->filed, true);
	text_format(out, "},\"security\":{\"signal\":\"%s\",\"class\":\"%c\"}",
		    LETTERS[made->class_] == 'U' ? "ZNR" : "ZNY", LETTERS[made->class_]);
}

static void heading(const struct made *made, struct text *out)
{
	if (made->partial)
		return;
	transmission(made, out);
	text_format(out, ",\"precedence\":{\"action\":\"%s\",\"info\":\"%s\"}",
		    made_precedence(made->action), made_precedence(made->info));
	const size_t skipped =
		made->short_heading ? made->signals_count - made->preamble_signals : 0;
	list(out, "signals", made->signals + skipped, made->signals_count - skipped);
	moment(out, "dtg", made->dtg, true);
	addresses(out, "to", made->to, made->to_count);
	addresses(out, "info", made->copies, made->copies_count);
	text_string(out, ",\"from\":{\"ri\":null,\"name\":");
	string(out, made->from.name);
	text_byte(out, '}');
	list(out, "exempt", made->exempt, made->exempt_count);
}

static void tags(const struct made *made, struct text *out)
{
	key(out, "tags");
	text_byte(out, '[');
	for (size_t i = 0; i < made->tags_count; i++)
		text_format(out, "%s{\"tag\":\"%s\",\"kind\":\"%s\"}", i > 0 ? "," : "",
			    made->tags[i].tag, made->tags[i].kind);
	text_byte(out, ']');
}

static void references(const struct made *made, struct text *out)
{
	key(out, "references");
	text_byte(out, '[');
	for (size_t i = 0; i < made->references_count; i++) {
		const struct made_reference *reference = &made->references[i];
		text_string(out, i > 0 ? ",{\"letter\":" : "{\"letter\":");
		if (reference->letter)
			escaped(out, &reference->letter, 1);
		else
			string(out, NULL);
		if (reference->kind) {
			key(out, "kind");
			string(out, reference->kind);
		}
		key(out, "id");
		string(out, reference->id);
		if (reference->from) {
			key(out, "from");
			string(out, reference->from);
			moment(out, "dtg", reference->dtg, true);
		}
		text_byte(out, '}');
	}
	text_byte(out, ']');
}

static void internal_heading(const struct made *made, struct text *out)
{
	static const char *const CLASSES[] = {"UNCLASSIFIED", "LIMITED OFFICIAL USE",
					      "CONFIDENTIAL", "SECRET"};
	key(out, "classification");
	string(out, CLASSES[made->class_]);
	list(out, "captions", made->captions, made->captions_count);
	text_format(out, ",\"sections\":{\"total\":%d", made->sections);
	if (made->has_markers) {
		key(out, "present");
		for (int i = 1; i <= made->sections; i++)
			text_format(out, "%c%d", i == 1 ? '[' : ',', i);
		text_byte(out, ']');
	}
	text_byte(out, '}');
	if (made->order) {
		text_format(out, ",\"declassify\":{\"order\":\"%s\"", made->order);
		moment(out, "on", made->declassify_on, false);
		key(out, "text");
		string(out, made->declassify);
		text_byte(out, '}');
	} else {
		text_string(out, ",\"declassify\":null");
	}
	tags(made, out);
	key(out, "subject");
	string(out, made->subject);
	references(made, out);
	if (made->classified_by) {
		text_string(out, ",\"classified_by\":{\"name\":");
		string(out, made->classified_name);
		key(out, "title");
		string(out, made->classified_title);
		list(out, "reasons", made->reasons, made->reasons_count);
		text_byte(out, '}');
	} else {
		text_string(out, ",\"classified_by\":null");
	}
}

/* A heading of two lines is one with a blank between. */
static void one_line(struct text *out, const char *value)
{
	if (!value) {
		text_string(out, "null");
		return;
	}
	const size_t from = out->length;
	string(out, value);
	for (size_t i = from; i < out->length; i++)
		if (out->at[i] == '\n')
			out->at[i] = ' ';
}

static void paragraphs(const struct made *made, struct text *out)
{
	key(out, "paragraphs");
	text_byte(out, '[');
	for (size_t i = 0; i < made->paragraphs_count; i++) {
		const struct made_paragraph *paragraph = &made->paragraphs[i];
		text_format(out, "%s{\"number\":%d", i > 0 ? "," : "", paragraph->number);
		key(out, "marking");
		string(out, paragraph->marking);
		key(out, "heading");
		one_line(out, paragraph->heading);
		key(out, "sentences");
		for (size_t k = 0; k < paragraph->count; k++) {
			const struct made_sentence *sentence =
				&made->sentences[paragraph->first + k];
			text_byte(out, k == 0 ? '[' : ',');
			escaped(out, sentence->at, sentence->length);
		}
		text_string(out, paragraph->count ? "]}" : "[]}");
	}
	text_byte(out, ']');
}

static void summary(const struct made *made, struct text *out)
{
	struct text inside;
	key(out, "summary");
	if (made->summary_count == 0) {
		text_string(out, "null");
		return;
	}
	text_init(&inside);
	for (size_t i = 0; i < made->summary_count; i++) {
		const struct made_sentence *sentence = &made->sentences[made->summary_first + i];
		if (i > 0)
			text_byte(&inside, ' ');
		text_bytes(&inside, sentence->at, sentence->length);
	}
	escaped(out, inside.at + made->summary_lead, inside.length - made->summary_lead);
	text_release(&inside);
}

static void damage(const struct made *made, struct text *out)
{
	static const char *const KEYS[] = {
		"id",         "heading", "classification", "captions",   "sections",
		"declassify", "tags",    "subject",        "references", "classified_by",
		"paragraphs", "summary", "signature"};
	const char *names[32], *lost[32];
	char kinds[32][8];
	size_t names_count = 0, lost_count = 0;
	for (int kind = 0; kind < 32; kind++) {
		if (!(made->damage & DAMAGE(kind)))
			continue;
		kinds[kind][0] = 'D';
		kinds[kind][1] = kind < 10 ? (char)('0' + kind) : (char)('0' + kind / 10);
		kinds[kind][2] = kind < 10 ? '\0' : (char)('0' + kind % 10);
		kinds[kind][3] = '\0';
		names[names_count++] = kinds[kind];
	}
	for (size_t field = 0; field < sizeof KEYS / sizeof *KEYS; field++)
		if (made->lost & LOST(field))
			lost[lost_count++] = KEYS[field];
	list(out, "damage", names, names_count);
	list(out, "lost", lost, lost_count);
}

void truth_print(const struct made *made, struct text *out)
{
	static const char *const PROFILES[] = {"state", "cfpf", "navy"};
	text_string(out, "{\"id\":");
	string(out, made->id);
	/* Before 1980 a short copy could come from either archive. */
	if (made->dtg.year >= 1980 || made->profile != MADE_STATE) {
		key(out, "profile");
		string(out, PROFILES[made->profile]);
	}
	heading(made, out);
	internal_heading(made, out);
	paragraphs(made, out);
	summary(made, out);
	key(out, "signature");
	string(out, made->signature);
	damage(made, out);
	text_string(out, "}\n");
}

/* model.h - what a page says, before it is written: a tree of maps, lists and values.
 *
 * A page fills one model.  Its .json twin is that model, printed; its HTML is made of that model
 * and of nothing else.  So the twin cannot say more or less than the page, and what the
 * viewer may not see is in neither once it is not in the model.
 *
 * Ownership: a model lives in its arena; strings are copied into it.  Once memory is out every
 * call does nothing, takes NULL and gives NULL; septel_arena_failed tells at the end.
 */
#ifndef SEPTEL_WEB_MODEL_H
#define SEPTEL_WEB_MODEL_H

#include "../base/out.h"

#include <septel/message.h>

enum model_kind { MODEL_NULL, MODEL_STRING, MODEL_NUMBER, MODEL_BOOL, MODEL_LIST, MODEL_MAP };

struct model {
	enum model_kind kind;
	const char *key; /* in a map; a literal */
	struct septel_arena *arena;
	struct septel_view string;
	long long number; /* of a BOOL: 0 or 1 */
	struct model *first, *last, *next;
	size_t count; /* of what a list or map has */
};

/* ---- filling -------------------------------------------------------------------- */

struct model *septel__model_new(struct septel_arena *arena) __attribute__((nonnull));
/* Into a map under `key`, or (key NULL) at the end of a list. */
struct model *septel__model_map(struct model *in, const char *key);
struct model *septel__model_list(struct model *in, const char *key);
/* null where it is empty. */
void septel__model_string(struct model *in, const char *key, struct septel_view string);
/* The same with every white space one space: a hard break is a space to readers. */
void septel__model_words(struct model *in, const char *key, struct septel_view words);
/* The empty string, where it is empty. */
void septel__model_text(struct model *in, const char *key, struct septel_view string);
void septel__model_literal(struct model *in, const char *key, const char *string);
void septel__model_number(struct model *in, const char *key, long long number);
/* null for a negative number. */
void septel__model_count(struct model *in, const char *key, long long number);
void septel__model_bool(struct model *in, const char *key, bool value);
void septel__model_null(struct model *in, const char *key);
void septel__model_time(struct model *in, const char *key, struct septel_time time);

/* ---- reading -------------------------------------------------------------------- */

/* What a map has under a key; NULL where it has nothing, or null. */
const struct model *septel__model_get(const struct model *map, const char *key);
/* Its string; empty where there is none. */
struct septel_view septel__model_view(const struct model *map, const char *key);
/* Its number or truth; 0 where there is none. */
long long septel__model_value(const struct model *map, const char *key);
/* The first of a list or map, NULL where it is empty or no list; the others by `next`. */
const struct model *septel__model_first(const struct model *map, const char *key);

/* As JSON on one line.  What is no UTF-8 comes out as U+FFFD; controls and marks that turn the
 * direction of writing are written \uXXXX. */
void septel__model_print(const struct model *model, struct septel_out *out)
	__attribute__((nonnull));

#endif

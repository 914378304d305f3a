/* pool.h - the strings of one message, and a text that grows. */
#ifndef BENCH_POOL_H
#define BENCH_POOL_H

#include <stdarg.h>
#include <stddef.h>

/* Room for the strings of one message; more is a bug of the generator and aborts. */
#define POOL_SIZE ((size_t)16 << 20)

struct pool {
	char *at;
	size_t length;
};

struct text {
	char *at;
	size_t length, room;
};

/* Appends what stands for the slot of that name in a template. */
typedef void text_slot(struct text *text, char name, void *context);

void pool_init(struct pool *pool);
void pool_release(struct pool *pool);
char *pool_take(struct pool *pool, size_t length);
char *pool_copy(struct pool *pool, const char *at, size_t length);
char *pool_format(struct pool *pool, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same as text_expand, into the pool. */
char *pool_expand(struct pool *pool, const char *template_, text_slot *slot, void *context);
char *pool_capitals(struct pool *pool, const char *string);

void text_init(struct text *text);
void text_release(struct text *text);
void text_clear(struct text *text);
void text_bytes(struct text *text, const char *at, size_t length);
void text_string(struct text *text, const char *string);
void text_byte(struct text *text, char byte);
void text_repeat(struct text *text, char byte, size_t times);
/* A template: "$x" becomes what `slot` appends for 'x', the rest stays as it is. */
void text_expand(struct text *text, const char *template_, text_slot *slot, void *context);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

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

void pool_init(struct pool *pool);
void pool_release(struct pool *pool);
char *pool_take(struct pool *pool, size_t length);
char *pool_copy(struct pool *pool, const char *at, size_t length);
char *pool_format(struct pool *pool, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *pool_capitals(struct pool *pool, const char *string);

void text_init(struct text *text);
void text_release(struct text *text);
void text_clear(struct text *text);
void text_bytes(struct text *text, const char *at, size_t length);
void text_string(struct text *text, const char *string);
void text_byte(struct text *text, char byte);
void text_repeat(struct text *text, char byte, size_t times);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

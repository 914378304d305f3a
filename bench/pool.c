/* pool.c - see pool.h. */
#include "pool.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pool_init(struct pool *pool)
{
	pool->at = malloc(POOL_SIZE);
	pool->length = 0;
	if (!pool->at)
		abort();
}

void pool_release(struct pool *pool)
{
	free(pool->at);
}

char *pool_take(struct pool *pool, size_t length)
{
	if (length > POOL_SIZE - pool->length)
		abort();
	char *at = pool->at + pool->length;
	pool->length += length;
	return at;
}

char *pool_copy(struct pool *pool, const char *at, size_t length)
{
	char *copy = pool_take(pool, length + 1);
	if (length)
		memcpy(copy, at, length);
	copy[length] = '\0';
	return copy;
}

char *pool_format(struct pool *pool, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	const size_t room = POOL_SIZE - pool->length;
	const int length = vsnprintf(pool->at + pool->length, room, format, arguments);
	va_end(arguments);
	if (length < 0)
		abort();
	return pool_take(pool, (size_t)length + 1);
}

char *pool_capitals(struct pool *pool, const char *string)
{
	char *copy = pool_copy(pool, string, strlen(string));
	for (char *c = copy; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

void text_init(struct text *text)
{
	*text = (struct text){NULL, 0, 0};
}

void text_release(struct text *text)
{
	free(text->at);
}

void text_clear(struct text *text)
{
	text->length = 0;
}

static void text_reserve(struct text *text, size_t more)
{
	if (text->room - text->length >= more)
		return;
	text->room = text->room * 2 + more + 4096;
	text->at = realloc(text->at, text->room);
	if (!text->at)
		abort();
}

void text_bytes(struct text *text, const char *at, size_t length)
{
	text_reserve(text, length);
	if (length)
		memcpy(text->at + text->length, at, length);
	text->length += length;
}

void text_string(struct text *text, const char *string)
{
	text_bytes(text, string, strlen(string));
}

void text_byte(struct text *text, char byte)
{
	text_reserve(text, 1);
	text->at[text->length++] = byte;
}

void text_repeat(struct text *text, char byte, size_t times)
{
	text_reserve(text, times);
	memset(text->at + text->length, byte, times);
	text->length += times;
}

void text_format(struct text *text, const char *format, ...)
{
	char line[1024];
	va_list arguments;
	va_start(arguments, format);
	const int length = vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	if (length < 0 || (size_t)length >= sizeof line)
		abort();
	text_bytes(text, line, (size_t)length);
}

void text_expand(struct text *text, const char *template_, text_slot *slot, void *context)
{
	for (const char *sign; (sign = strchr(template_, '$')); template_ = sign + 2) {
		text_bytes(text, template_, (size_t)(sign - template_));
		slot(text, sign[1], context);
	}
	text_string(text, template_);
}

char *pool_expand(struct pool *pool, const char *template_, text_slot *slot, void *context)
{
	struct text text;
	text_init(&text);
	text_expand(&text, template_, slot, context);
	char *copy = pool_copy(pool, text.at, text.length);
	text_release(&text);
	return copy;
}

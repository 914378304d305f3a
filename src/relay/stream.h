/* stream.h - transmissions out of a raw stream of ACP 127: ZCZC ... NNNN.
 *
 * Bytes come in any pieces; out come events in order.  Invariant: the bytes of all events, one
 * behind the other, are the bytes that came: noise is an event too, nothing is dropped.  A stream
 * in ITA2 is decoded first (ita2.h).  Memory is one transmission, at most STREAM_LIMIT bytes.
 *
 *     struct stream stream;
 *     septel__stream_init(&stream);
 *     if (!septel__stream_take(&stream, bytes)) memory is out
 *     while (septel__stream_next(&stream, &event)) ...
 */
#ifndef SEPTEL_RELAY_STREAM_H
#define SEPTEL_RELAY_STREAM_H

#include "../base/out.h"

enum stream_event_kind {
	STREAM_TRANSMISSION, /* from format line 1 to NNNN */
	STREAM_INTERRUPTED,  /* broken off by its sender: E E E E E E E E AR NNNN */
	STREAM_UNFINISHED,   /* without its end: another begins, or silence */
	STREAM_OVERLONG,     /* more than STREAM_LIMIT bytes; the rest comes as noise */
	STREAM_NOISE,        /* between transmissions, and no padding */
	STREAM_PADDING       /* line ends, blanks, NUL, DEL between transmissions */
};

struct stream_event {
	enum stream_event_kind kind;
	struct septel_view bytes; /* until the next call of any function */
	bool garbled_end;         /* TRANSMISSION: its NNNN came one impulse wrong */
};

struct stream {
	struct septel_out bytes;
	size_t start;   /* of what has not been told */
	size_t line;    /* where the line begins that is not looked through to its end */
	size_t scanned; /* of it, so far */
	bool within;    /* a transmission begins at `start` */
	bool silent;    /* the caller says that no more comes for now */
};

void septel__stream_init(struct stream *stream) __attribute__((nonnull));
void septel__stream_release(struct stream *stream) __attribute__((nonnull));

/* Takes bytes.  Events must be fetched before the next piece: at most STREAM_LIMIT and one piece
 * are held.  False: memory is out, and the stream is as it was. */
bool septel__stream_take(struct stream *stream, struct septel_view bytes)
	__attribute__((nonnull, warn_unused_result));
/* Nothing has come for so long that nothing more will: what is there is told. */
void septel__stream_silence(struct stream *stream) __attribute__((nonnull));
/* The next event; false where more bytes are needed. */
bool septel__stream_next(struct stream *stream, struct stream_event *event)
	__attribute__((nonnull, warn_unused_result));

#endif

/* service.h - service messages: what stations tell one another about traffic (wire-format 9,
 * 10.4 to 10.7).
 *
 * One table of procedures, data: the signal, what it says, what stands behind it, how urgent it
 * is, who acts on one that is received.  Writing and understanding are both driven by it, and what
 * is written here is understood here.
 *
 * Understanding never guesses: a text that the grammar does not cover, or a word that may turn its
 * sense ("DISREGARD", "NOT"), makes the request one for the operator, with the text as it came.
 *
 * No loops: only OPEN and LAST RECEIVED are ever made because of a service message, an answer
 * is never answered (service_procedure.answers), and service_book.h bounds how often one
 * thing is asked or answered.
 */
#ifndef SEPTEL_RELAY_SERVICE_H
#define SEPTEL_RELAY_SERVICE_H

#include "change.h"
#include "continuity.h"

#include "../base/out.h"

#include <septel/arena.h>

enum service_kind {
	SERVICE_NONE,
	/* numbers of a circuit, to the station at the other end */
	SERVICE_OPEN_NUMBER,   /* ZFX HPA063: did not come */
	SERVICE_TWO_MESSAGES,  /* ZFQ WFA145: two messages under one number */
	SERVICE_TWO_NUMBERS,   /* ZFU FPA116 FPA117 RXFBDY 107 23/1745Z */
	SERVICE_NO_NUMBER,     /* ZFT RBDAC 148C 17/1712Z DPA125 */
	SERVICE_STRAY_NUMBER,  /* EPA111 EPA112 ZFV RCCSVB 167A ... RELEASED ZDG EPA112 BLANKED */
	SERVICE_LAST_RECEIVED, /* ZID FAA164 */
	SERVICE_AWAITING,      /* AWAITING ZDK FAA137: still open */
	SERVICE_LAST_SENT,     /* ZIC FAA164 */
	SERVICE_ASK_LAST_RECEIVED, /* INT ZID */
	SERVICE_ASK_LAST_SENT,     /* INT ZIC */
	SERVICE_CLOSING,           /* INT ZKJ (ZID ...): may I close? */
	SERVICE_CLOSING_AGREED,    /* ZKJ1 (ZID ...) */
	SERVICE_CHANNEL_CHECK,     /* CHANNEL CHECK RYRYRYRY ... 1234567890 */
	SERVICE_FLASH_RECEIPT,     /* R Z NAA359 */
	SERVICE_PRINTABILITY,      /* ZBZ5: how well I print you */
	SERVICE_ASK_PRINTABILITY,  /* INT ZBZ */
	SERVICE_READABILITY,       /* ZBK1: I receive you clear */
	SERVICE_ASK_READABILITY,   /* INT ZBK */
	/* reruns and corrections */
	SERVICE_RERUN,             /* ZES2 FPA035 or a message: garbled, send again */
	SERVICE_REPEAT,            /* INT ZDK ...: repeat (a part of) it */
	SERVICE_REPEATED,          /* ZDK RFFPI 174 03/1040Z: here it is again */
	SERVICE_CANCEL,            /* ZFR FPA035 (reason) */
	SERVICE_DOUBTFUL,          /* ZDG: goes on subject to correction */
	SERVICE_CORRECTION_WANTED, /* ZDH ...: send a corrected copy (to ...) */
	SERVICE_CORRECTED,         /* ZEL ...: corrected copy */
	/* ways */
	SERVICE_MISSENT,             /* ZEQ2 ...: missent to us, and garbled */
	SERVICE_MISROUTED,           /* ZEQ3 RUEPDA 116B 1351530 RUFDDO 141455Z */
	SERVICE_UNDELIVERABLE,       /* ZEQ4, ZEQ5 ...: protect delivery */
	SERVICE_DELAYED,             /* ZEQ6: was delayed by a misroute */
	SERVICE_SUSPECTED_DUPLICATE, /* ZFD ...: came before; filed */
	SERVICE_RELAYED,             /* ZDQ ... RUWSKT TDA043 121421Z: was relayed so */
	SERVICE_ASK_RELAYED,         /* INT ZDQ ...: when and to whom? */
	SERVICE_TRACER,              /* RUWSPH CLAIMS NONRECEIPT ... ZDQ ... TRACE AND ADVISE */
	SERVICE_ASK_ALTERNATE,       /* INT ZOE RUFDDO: have you a way to it? */
	SERVICE_ALTERNATE,           /* ZOE RUFDDO: I have */
	SERVICE_ACCEPT_ONLY,         /* ZAN OO (RUFDDO): this precedence and above only */
	SERVICE_READDRESS,           /* ZOG1 ... */
	/* about service messages */
	SERVICE_ATTENTION, /* ZUI ...: your attention to it */
	SERVICE_KINDS
};

/* Who acts on a request that is received. */
enum service_hands {
	HANDS_STATION,  /* the station by itself */
	HANDS_OPERATOR, /* a person; the station keeps it for him */
	HANDS_BOTH,     /* the station acts, and tells a person */
	HANDS_NOTED     /* for the journal; nothing is done */
};

/* What a procedure needs, and what else may stand with it. */
enum service_operands {
	OPERAND_NUMBERS = 1u << 0,       /* channel numbers, ranges of them */
	OPERAND_KEY = 1u << 1,           /* RI, serial, filing time */
	OPERAND_ROUTING = 1u << 2,       /* routing indicators */
	OPERAND_TIME = 1u << 3,          /* 141455Z */
	OPERAND_PRECEDENCE = 1u << 4,    /* OO */
	OPERAND_PORTION = 1u << 5,       /* WA .., WB .., AA .., AB .., LINE .. */
	OPERAND_REASON = 1u << 6,        /* words of its own, kept as they are */
	OPERAND_BLANKED = 1u << 7,       /* the second of two numbers */
	OPERAND_NEEDS_MESSAGE = 1u << 8, /* without numbers or a key it is not understood */
	OPERAND_NEEDS_NUMBERS = 1u << 9,
	OPERAND_NEEDS_ROUTING = 1u << 10,
	OPERAND_NEEDS_PRECEDENCE = 1u << 11,
	OPERAND_EACH = 1u << 12 /* each number is a matter of its own */
};

struct service_procedure {
	enum service_kind kind;
	const char *name;    /* stable: "open-number" */
	const char *signal;  /* "ZFX"; "" where words tell it */
	bool question;       /* INT stands before it */
	const char *form;    /* how it is written; service_write.c tells how to read that */
	const char *meaning; /* for people: "open number" */
	unsigned operands;
	enum septel_precedence precedence; /* NONE: that of the message it is about */
	enum service_hands hands;
	enum service_kind answers; /* the question it answers; NONE: it is no answer */
	const char *action;        /* what the station does with one, for people */
};

/* The table, in the order of enum service_kind from OPEN_NUMBER on. */
const struct service_procedure *septel__service_procedures(size_t *count) __attribute__((nonnull));
/* Never NULL but for SERVICE_NONE. */
const struct service_procedure *septel__service_procedure(enum service_kind kind);
/* "open-number", for journals; "" for none. */
const char *septel__service_kind_name(enum service_kind kind);
/* SERVICE_NONE where it is no such name. */
enum service_kind septel__service_kind_of(struct septel_view name);

/* ---- one request ---------------------------------------------------------------------- */

/* Numbers, or routing indicators, of one request that are kept; more make it one for the
 * operator. */
#define SERVICE_NUMBERS_LIMIT 32u
#define SERVICE_ROUTING_LIMIT 16u

/* HPA063 (to == from), or HPA063 to HPA067. */
struct service_numbers {
	char letters[4];
	unsigned digits, from, to;
};

struct service_request {
	enum service_kind kind;
	unsigned degree;    /* of ZBZ5, ZBK2, ZEQ5; 0: none */
	unsigned follow_up; /* 0: first request; 2: ZAR2; 3: ZAR3 */
	struct service_numbers numbers[SERVICE_NUMBERS_LIMIT];
	size_t number_count;
	char blanked[IDENTIFICATION_SIZE];     /* of ZFU, ZFV; "" for none */
	struct message_key key;                /* origin "" where there is none */
	char claimant[ROUTING_INDICATOR_SIZE]; /* of a tracer */
	char routing[SERVICE_ROUTING_LIMIT][ROUTING_INDICATOR_SIZE];
	size_t routing_count;
	char time[FILING_SIZE];            /* "141455Z"; "" for none */
	enum septel_precedence precedence; /* as stated; NONE: not */
	struct septel_view portion;        /* "WA HAND AB BT": which part is wanted; empty: all */
	struct septel_view reason;         /* words of its own */
	struct septel_view text;           /* the request as it came, verbatim */
	bool partly; /* words of it were not understood: nothing is to be done by itself */
};

/* Requests of one service message. */
#define SERVICE_REQUESTS_LIMIT 32u

struct service_reading {
	struct service_request requests[SERVICE_REQUESTS_LIMIT];
	size_t count;
	bool understood; /* all of it; else `text` goes to the operator, too */
	bool turned;     /* a word that may turn the sense: nothing is to be done by itself */
	struct septel_view text;
	/* the parts that were not understood, one after the other by " / ", what does not print as
	 * "?"; may be cut */
	char rest[256];
};

/* The text of a service message within a message (from format line 3, or from format line 2, to
 * the end): what stands behind "SVC" of format line 12, or, between stations that are directly
 * connected, behind the heading.  Empty: it is no service message. */
struct septel_view septel__service_text(struct septel_view message);
/* Understands such a text; views of the reading point into it. */
void septel__service_read(struct service_reading *reading, struct septel_view text)
	__attribute__((nonnull));

/* Writes a request as it stands in a text: "ZFX HPA063".  False: it lacks an operand. */
bool septel__service_write(struct septel_out *out, const struct service_request *request)
	__attribute__((nonnull, warn_unused_result));

/* ---- a whole service message ------------------------------------------------------------ */

struct service_heading {
	struct septel_view to;   /* routing indicators, by blanks */
	struct septel_view from; /* own */
	unsigned serial;         /* own station serial, 1 to 9999 */
	moment filed;
	enum septel_precedence precedence; /* NONE: of the procedure, IMMEDIATE at most where that
					      has none either */
	bool line_feeds;                   /* LF alone ends a line, instead of CR CR LF */
};

/* Writes format lines 2, 3 and 4, BT, "UNCLAS SVC" and the requests, BT, NNNN; lines up to 69
 * characters.  The identification (format line 1) is the circuit's. */
bool septel__service_message(struct septel_out *out, const struct service_heading *heading,
			     const struct service_request *requests, size_t count)
	__attribute__((nonnull, warn_unused_result));

/* ---- what to do with one -------------------------------------------------------------- */

/* What there is to know about the message a request is about (one number, or the key). */
struct service_known {
	enum number_use use;        /* of the number, on the circuit the request came by */
	bool is_last;               /* it is the last one given out (in its day) */
	bool is_open;               /* it is one of theirs, and open with us */
	bool found;                 /* the store has it: sent under that number, or by key */
	bool held;                  /* its bytes are still there */
	enum copy_state state;      /* of the copy */
	bool is_service;            /* it is a service message itself */
	bool doubtful;              /* it came to us subject to correction */
	struct septel_view to;      /* RI of the station, or name of the box, that has it */
	bool delivered_here;        /* `to` is a box of this station */
	struct septel_view sent_as; /* on that circuit */
	moment sent;                /* 0: not yet */
	struct message_key key;
	enum septel_precedence precedence;
	bool tributary;    /* who asks is a tributary, no relay */
	bool by_origin;    /* who asks is the station that the message is of */
	bool has_route;    /* INT ZOE: another way than the one asking leads there */
	unsigned answered; /* how often this very thing was done before, today (service_book.h) */
	char last_received[IDENTIFICATION_SIZE]; /* on that circuit; "" for none */
	char last_sent[IDENTIFICATION_SIZE];
};

enum service_deed {
	DEED_NOTE = 1u << 0,         /* a line of the journal */
	DEED_RESEND = 1u << 1,       /* the copy again, under a new number, to who asked only */
	DEED_PILOT = 1u << 2,        /* with the pilot of a rerun */
	DEED_CORRECTED = 1u << 3,    /* with a ZEL pilot */
	DEED_ANSWER = 1u << 4,       /* `answer` goes back to who asked */
	DEED_CANCEL = 1u << 5,       /* the copies that wait are cancelled */
	DEED_VOID = 1u << 6,         /* the number, ours, carries nothing any more */
	DEED_FORWARD = 1u << 7,      /* `answer` goes on to known.to (a tracer, hop by hop) */
	DEED_SETTLE = 1u << 8,       /* the question of ours that it answers is closed */
	DEED_CLOSE_NUMBER = 1u << 9, /* an open number of theirs is closed: they say it is void */
	DEED_HOLD = 1u << 10,        /* no more to that circuit below decision.precedence (ZAN) */
	DEED_OPERATOR = 1u << 11     /* a person is told; `reason` says why */
};

struct service_decision {
	unsigned deeds;
	struct service_request answer;
	enum septel_precedence precedence; /* of the answer; or of HOLD */
	unsigned number;                   /* of VOID and CLOSE_NUMBER */
	const char *reason;
};

/* Whether each number of such a request is decided by itself; else the request is one matter, and
 * `number` is its first number or 0. */
static inline bool septel__service_is_each(const struct service_request *request)
{
	return (septel__service_procedure(request->kind)->operands & OPERAND_EACH) != 0;
}

/* What to do with one request; of a range of numbers, with one of them (`number`, 0 for none). */
void septel__service_decide(const struct service_request *request, unsigned number,
			    const struct service_known *known,
			    const struct service_reading *reading,
			    struct service_decision *decision) __attribute__((nonnull));

/* May a station make `kind` because of a transmission that is a service message itself? */
bool septel__service_about_service(enum service_kind kind);

#endif

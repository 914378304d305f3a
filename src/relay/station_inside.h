/* station_inside.h - the parts of a station, for the files station*.c alone.
 *
 * Two things are under way: arrivals (a transmission that came, until it is on the disk) and
 * sendings (a copy that goes out, until its receipt).  Each has a token that no other has had;
 * find, store and their answers name it.
 */
#ifndef SEPTEL_RELAY_STATION_INSIDE_H
#define SEPTEL_RELAY_STATION_INSIDE_H

#include "station.h"

#include "continuity.h"
#include "routes.h"
#include "schedule.h"
#include "service.h"
#include "service_book.h"
#include "transmission.h"

#include "../base/date.h"
#include "../base/limits.h"

#include <septel/arena.h>

/* ---- changes ------------------------------------------------------------------------- */

/* Changes that are stored together; all they point to lives in `arena`. */
struct changes {
	struct change *at;
	size_t count, room;
	struct septel_arena *arena;
	moment now;
};

/* A new change with its time set, all else empty.  Never NULL: where memory is out it is one that
 * is not stored, and the arena tells of the failure. */
struct change *septel__change_add(struct changes *changes, enum change_kind kind)
	__attribute__((nonnull));
/* An entry of the journal alone. */
struct change *septel__change_event(struct changes *changes, struct copy_name name,
				    const char *event, struct septel_view outlet,
				    const char *format, ...)
	__attribute__((format(printf, 5, 6), nonnull(1, 3, 5)));
/* Text in the arena of the changes. */
struct septel_view septel__change_text(struct changes *changes, const char *format, ...)
	__attribute__((format(printf, 2, 3), nonnull));

/* ---- what is under way --------------------------------------------------------------- */

enum arrival_step {
	ARRIVAL_WAITS,   /* another of the same key is not decided yet */
	ARRIVAL_ASKED,   /* looked up in the spool */
	ARRIVAL_FOUND,   /* answered; an earlier one of its circuit is not decided yet */
	ARRIVAL_STORING, /* its changes are on their way to the disk */
};

/* A copy of it that waits, with what the spool has of it. */
struct arrival_copy {
	struct schedule_copy waits;
	struct septel_view routing, pilot;
};

struct arrival {
	uint64_t token;
	enum arrival_step step;
	size_t from;      /* outlet; NO_OUTLET: made here */
	uint64_t on_line; /* the line's number for it, or the token of who handed it in */
	bool silent;      /* made by the station itself: nobody waits for a receipt */
	moment came;
	struct septel_arena *arena; /* of everything below */
	struct septel_view bytes, transfer;
	struct envelope envelope;
	uint64_t corrects; /* message that these bytes are the operator's correction of; 0: none */
	bool considered;   /* it says MINIMIZE CONSIDERED */
	bool certain; /* its maker says where it goes: no lookup of duplicates (rerun copies) */
	const struct store_match *matches;
	size_t match_count;
	/* what it becomes once it is on the disk */
	uint64_t message;
	struct arrival_copy *copies;
	size_t copy_count;
	struct channel_report report; /* of its channel number */
	struct channel *numbers;      /* of its circuit, with this arrival counted; NULL: none */
	bool garbled, suspected;      /* to be asked for again; filed as a duplicate */
	struct arrival *next_token;
	struct arrival *next, *before;  /* all, in order of arrival */
	struct arrival *next_undecided; /* of its circuit */
};

/* Arrivals of one circuit that are not decided yet, in order. */
struct arrival_queue {
	struct arrival *first, *last;
};

struct sending {
	uint64_t token;
	size_t outlet;
	struct copy_name name;
	uint32_t attempt;
	bool on_line;      /* handed to the line */
	bool interrupting; /* asked to break off */
	enum septel_precedence precedence;
	char identification[IDENTIFICATION_SIZE];
	struct septel_arena *arena;
	struct septel_view transmission; /* made, waits for its number to be on the disk */
	struct sending *next;
};

struct outlet_state {
	const struct outlet_settings *settings;
	struct channel channel;   /* numbers as of the last change handed to the spool */
	struct channel committed; /* as of the last that is on the disk */
	bool numbered;
	bool up;      /* link */
	bool down;    /* by the operator */
	bool avoided; /* other end asked not to be sent to (ZKJ) */
	moment link_since;
	struct sending *sendings;
	/* transmissions by precedence, since the start */
	uint64_t taken[SEPTEL_EMERGENCY + 1], handed_on[SEPTEL_EMERGENCY + 1];
	moment report_open; /* when open numbers are told to the other end; MOMENT_NEVER: none */
	struct number_set told; /* open numbers that it has been told of */
	struct arrival_queue undecided;
};

#define ARRIVAL_BUCKETS 1024u
/* Arenas that are kept to be used again, where they have grown to no more than so many bytes. */
#define SPARE_ARENAS      32u
#define SPARE_ARENA_BYTES ((size_t)256 * 1024)

struct station {
	const struct relay_config *config;
	struct station_ports ports;
	struct schedule *schedule;
	const struct routes *routes;
	struct septel_arena *routes_arena;
	struct outlet_state *outlets;
	bool *usable; /* by outlet, for plans */

	uint64_t last_message, last_token;
	unsigned serial; /* last station serial given to a message made here */
	bool begun;

	struct arrival *arrivals_by_token[ARRIVAL_BUCKETS];
	struct arrival *first_arrival, *last_arrival;
	struct arrival_queue undecided; /* made here */
	size_t arrival_count, waiting_count;
	/* What has just come to the disk, with its bytes: a copy of it that goes out at once need
	 * not be fetched.  NULL: none. */
	const struct arrival *at_hand;
	struct septel_arena *spare[SPARE_ARENAS]; /* arenas to use again */
	size_t spare_count;

	struct service_book book;
	struct inquiry *inquiries;
	struct waiting_order *waiting_orders;
	char failure[160]; /* why it cannot go on; "": it can */

	uint64_t alarms, duplicates, conflicts, garbled, refused;
	uint32_t chance;     /* a small generator: only to keep repeated attempts apart */
	moment alarms_told;  /* who waited too long by then has been told of, also before a start */
	moment next_overdue; /* when it is asked again who had to act */
};

/* ---- station_arrivals.c ---------------------------------------------------------------- */

struct arrival *septel__arrival_find(struct station *station, uint64_t token)
	__attribute__((nonnull));
void septel__arrival_free(struct station *station, struct arrival *arrival)
	__attribute__((nonnull));
void septel__arrival_stored(struct station *station, struct arrival *arrival,
			    enum store_status status, moment now) __attribute__((nonnull));
/* A message of the station itself; it is routed as any other.  `corrects`: the garbled message
 * whose place it takes, 0 for none. */
void septel__station_make(struct station *station, struct septel_view bytes, uint64_t corrects,
			  moment now) __attribute__((nonnull));
struct septel_arena *septel__station_take_arena(struct station *station) __attribute__((nonnull));
void septel__station_give_arena(struct station *station, struct septel_arena *arena)
	__attribute__((nonnull(1)));

/* ---- station_accept.c: what becomes of an arrival -------------------------------------- */

/* Decides, and hands the changes to the spool.  False: memory is out, nothing was decided. */
bool septel__arrival_decide(struct station *station, struct arrival *arrival, moment now)
	__attribute__((nonnull, warn_unused_result));

/* ---- station_addressees.c: who has a message, has read it, has answered ------------------- */

/* Of a message that was made or is delivered here, its addressees here; of what it refers to, that
 * its originator has answered. */
void septel__addressees_note(struct station *station, const struct arrival *arrival,
			     const struct plan *plan, struct changes *changes)
	__attribute__((nonnull));
/* What a report by mail says of one of them. */
void septel__addressee_reported(struct changes *changes, struct copy_name name,
				enum sent_report report, struct septel_view recipient)
	__attribute__((nonnull(1)));
/* Who had to act by now is told of; when it is to be called again. */
moment septel__addressees_tick(struct station *station, moment now) __attribute__((nonnull));

/* ---- station_numbers.c: channel numbers -------------------------------------------------- */

/* Counts the number of an arrival, and writes what there is to say of it; `repeated`: its
 * transfer is in custody already. */
void septel__numbers_count(struct station *station, struct arrival *arrival, bool repeated,
			   struct changes *changes) __attribute__((nonnull));
/* Its numbers are on the disk, or (false) never will be. */
void septel__numbers_stored(struct station *station, const struct arrival *arrival, bool stored)
	__attribute__((nonnull));
/* Tells the other end what its transmission gave rise to (service messages). */
void septel__numbers_answer(struct station *station, const struct arrival *arrival, moment now)
	__attribute__((nonnull));
/* Open numbers and silent circuits whose time has come; the next time. */
moment septel__numbers_tick(struct station *station, moment now) __attribute__((nonnull));
/* How long an open number of such a circuit may come by itself before the other end is told. */
moment septel__open_grace(enum outlet_kind kind);
void septel__change_channel(struct changes *changes, const struct outlet_state *outlet)
	__attribute__((nonnull));

/* ---- station_sending.c ------------------------------------------------------------------- */

/* Starts all that may start on an outlet. */
void septel__station_pump(struct station *station, size_t outlet, moment now)
	__attribute__((nonnull));
struct sending *septel__sending_find(struct station *station, struct copy_name name)
	__attribute__((nonnull));
void septel__sending_stored(struct station *station, struct sending *sending,
			    enum store_status status, moment now) __attribute__((nonnull));
void septel__sending_free(struct station *station, struct sending *sending)
	__attribute__((nonnull));
/* A copy that is nothing but text once it is sent: a circuit with receipts knows a repetition. */
bool septel__has_receipts(enum outlet_kind kind);

/* ---- station_service.c: service messages ------------------------------------------------- */

/* Makes a service message to a station (precedence NONE: that of the procedure). */
void septel__service_send_to(struct station *station, struct septel_view to,
			     const struct service_request *requests, size_t count,
			     enum septel_precedence precedence, moment now)
	__attribute__((nonnull));
/* The questions that wait, so that a start knows of them. */
void septel__questions_store(struct station *station, moment now) __attribute__((nonnull));
/* Sends requests to the station at the other end of an outlet; false: it is not known who that is,
 * or it has been asked and told enough. */
bool septel__service_send(struct station *station, size_t outlet,
			  const struct service_request *requests, size_t count, moment now)
	__attribute__((nonnull));
/* An arrival that is a service message for this station: what it asks is done. */
void septel__service_act(struct station *station, const struct arrival *arrival, moment now)
	__attribute__((nonnull));
/* An arrival may be what was asked for: the question is closed. */
void septel__service_arrived(struct station *station, const struct arrival *arrival, moment now)
	__attribute__((nonnull));
/* An answer to what was looked up for a request; false: none was. */
bool septel__inquiry_found(struct station *station, uint64_t token, struct copy_name name,
			   moment now) __attribute__((nonnull));
bool septel__inquiry_fetched(struct station *station, const struct store_copy *copy,
			     struct copy_name name, moment now) __attribute__((nonnull(1)));
void septel__inquiries_free(struct station *station) __attribute__((nonnull));
moment septel__service_tick(struct station *station, moment now) __attribute__((nonnull));

/* ---- station_operate.c --------------------------------------------------------------------- */

/* A copy that an order waited for (NULL: there is none); false: none did. */
bool septel__order_fetched(struct station *station, const struct store_copy *copy,
			   struct copy_name name, moment now) __attribute__((nonnull(1)));
void septel__orders_free(struct station *station) __attribute__((nonnull));
/* Digits, up to 18; 0 for anything else. */
uint64_t septel__order_number(struct septel_view view);
/* A setting of an order that was given before the start. */
void septel__order_load(struct station *station, struct septel_view name, struct septel_view value)
	__attribute__((nonnull));

/* ---- station.c ---------------------------------------------------------------------------- */

/* It cannot go on: all that is asked from here on is refused. */
void septel__station_broken(struct station *station, const char *why) __attribute__((nonnull));
uint32_t septel__station_chance(struct station *station) __attribute__((nonnull));
/* Stores changes that nobody waits for. */
void septel__station_store(struct station *station, const struct changes *changes)
	__attribute__((nonnull));
struct septel_view septel__outlet_name(const struct station *station, size_t outlet)
	__attribute__((nonnull));

#endif

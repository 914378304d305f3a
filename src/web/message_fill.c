/* message_fill.c - the message page: a message as its viewer may see it, what is around it.
 *
 * What the viewer may not see is masked (src/access) before it is put into the model, as
 * `septel show` does; bytes, whole only, can be shown to who may see all of them.
 */
#include "message_page.h"

#include "../access/mask.h"
#include "../archive/graph.h"
#include "../base/date.h"

struct looking {
	struct page_call *call;
	struct model *model;
	struct graph graph;
	struct septel_view id; /* of the message */
	uint32_t number;
	struct receipt receipt;
	struct message_row row;
	const struct septel_message *message; /* all of it: for guards alone */
	struct access_masked masked;
};

/* For who may not know of a message it is as if there were none. */
static enum page_status refuse_absent(const struct looking *looking)
{
	return septel__page_refuse(
		looking->model, PAGE_ABSENT,
		looking->call->room->viewer.owner
			? "this message is not in the archive"
			: "this message is not in the archive, or not yours to see");
}

static enum page_status refuse_unlogged(const struct looking *looking)
{
	return septel__page_refuse(looking->model, PAGE_FAILED, "the log of reads failed");
}

static enum page_status log_look(const struct looking *looking, enum access_outcome outcome,
				 struct access_label label, enum page_status status)
{
	return septel__room_log(looking->call->room, "show", looking->call->subject, outcome, label)
		       ? status
		       : PAGE_FAILED;
}

/* Finds and masks the message.  PAGE_FOUND: some of it may be shown, and that is logged; of
 * `bytes` all of it. */
static enum page_status look_up(struct looking *looking, bool bytes)
{
	struct page_call *call = looking->call;
	const struct access_label nothing = {SEPTEL_CLASS_NONE, 0};
	looking->id = septel__message_id(call->subject, call->arena);
	if (!septel__graph_open(&looking->graph, call->archive, &call->room->viewer, call->arena))
		return septel__page_archive_failed(call, looking->model);
	const enum lookup found =
		septel__message_number(call->archive, looking->id, &looking->number);
	if (found == LOOKUP_FAILED)
		return septel__page_archive_failed(call, looking->model);
	if (found == LOOKUP_NONE)
		return log_look(looking, ACCESS_NONE, nothing, PAGE_ABSENT) == PAGE_ABSENT
			       ? refuse_absent(looking)
			       : refuse_unlogged(looking);
	if (septel__message_row(call->archive, looking->number, &looking->row, call->arena) !=
		    LOOKUP_FOUND ||
	    septel__message_read(call->archive, looking->number, &looking->message,
				 &looking->receipt, call->arena) != LOOKUP_FOUND)
		return septel__page_archive_failed(call, looking->model);
	if (septel__mask(&looking->masked, &call->room->viewer, looking->message, call->arena) !=
	    SEPTEL_OK)
		return septel__page_refuse(looking->model, PAGE_FAILED, "out of memory");
	const enum access_outcome outcome = looking->masked.decision.outcome;
	const bool refused = outcome == ACCESS_NONE || (bytes && outcome != ACCESS_FULL);
	if (log_look(looking, refused ? ACCESS_NONE : outcome, looking->masked.shown, PAGE_FOUND) !=
	    PAGE_FOUND)
		return refuse_unlogged(looking);
	if (outcome == ACCESS_NONE)
		return refuse_absent(looking);
	return refused ? septel__page_refuse(
				 looking->model, 403,
				 "some of it is above your clearance, and bytes cannot be masked")
		       : PAGE_FOUND;
}

/* ---- what is around it ------------------------------------------------------------------ */

static bool fill_cites(struct looking *looking)
{
	struct cited_list list;
	struct model *cites = septel__model_list(looking->model, "cites");
	if (!septel__graph_cites(&looking->graph, looking->number, &list, looking->call->arena))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		const struct cited *cited = &list.at[i];
		struct model *map = septel__model_map(cites, NULL);
		septel__model_string(map, "letter", cited->citation.letter);
		septel__model_string(map, "id", cited->id);
		septel__model_words(map, "text", cited->citation.text);
		septel__model_bool(map, "held", cited->number != 0);
		septel__model_literal(map, "link", septel__link_name(cited->citation.link));
		septel__model_bool(map, "in_text", cited->citation.in_text);
		septel__model_bool(map, "by_dtg", cited->by_time);
		septel__model_bool(map, "year_inferred", cited->year_inferred);
		septel__model_string(map, "disagrees",
				     septel__cited_disagrees(cited) ? cited->at_time
								    : VIEW_LITERAL(""));
	}
	return true;
}

static bool fill_cited_by(struct looking *looking)
{
	struct citing_list list;
	struct model *citing = septel__model_list(looking->model, "cited_by");
	if (!septel__graph_cited_by(&looking->graph, looking->id, &list, looking->call->arena))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		struct model *map = septel__model_map(citing, NULL);
		septel__model_string(map, "id", list.at[i].id);
		septel__model_literal(map, "link", septel__link_name(list.at[i].link));
		septel__model_bool(map, "in_text", list.at[i].in_text);
	}
	return true;
}

/* How ids of a series are made. */
enum series {
	SERIES_STATION, /* "08BAGHDAD3796" */
	SERIES_GENERAL, /* "NAVADMIN100/10" */
	SERIES_COUNT
};

static struct septel_view id_of_serial(const struct looking *looking, enum series series,
				       int serial, struct septel_arena *arena)
{
	struct septel_out out;
	const struct septel_view station = looking->row.station;
	const int year = looking->row.year % 100;
	septel__out_init(&out, arena, 0);
	if (series == SERIES_STATION)
		septel__out_format(&out, "%02d%.*s%d", year, VIEW_FORMAT(station), serial);
	else
		septel__out_format(&out, "%.*s%d/%02d", VIEW_FORMAT(station), serial, year);
	return septel__out_written(&out);
}

/* The nearest message that is held, and that the viewer may know of, on one side. */
static void fill_neighbour(struct looking *looking, struct model *map, const char *key,
			   enum series series, int step)
{
	for (int i = 1; i <= NEIGHBOUR_REACH; i++) {
		const int serial = looking->row.serial + i * step;
		uint32_t number;
		if (serial < 1)
			break;
		septel_arena_reset(looking->call->scratch);
		const struct septel_view id =
			id_of_serial(looking, series, serial, looking->call->scratch);
		if (septel__graph_find(&looking->graph, id, &number) == LOOKUP_FOUND) {
			septel__model_string(map, key, id);
			return;
		}
	}
	septel__model_null(map, key);
}

static void fill_neighbours(struct looking *looking)
{
	struct model *map = septel__model_map(looking->model, "neighbours");
	for (int series = 0; looking->row.station.len && series < SERIES_COUNT; series++) {
		septel_arena_reset(looking->call->scratch);
		if (!septel__equal(id_of_serial(looking, (enum series)series, looking->row.serial,
						looking->call->scratch),
				   looking->id))
			continue;
		fill_neighbour(looking, map, "previous", (enum series)series, -1);
		fill_neighbour(looking, map, "next", (enum series)series, 1);
		return;
	}
	septel__model_null(map, "previous");
	septel__model_null(map, "next");
}

/* Of a masked message sizes would tell lengths: there is none then. */
static bool fill_versions(struct looking *looking)
{
	struct receipt *receipts;
	size_t count;
	struct model *versions = septel__model_list(looking->model, "versions");
	if (looking->masked.decision.outcome != ACCESS_FULL)
		return true;
	if (!septel__receipts(looking->call->archive, looking->id, &receipts, &count,
			      looking->call->arena))
		return false;
	for (size_t i = 0; i < count; i++) {
		/* Each has its own portions: who may not see all of one is not told of it. */
		const struct septel_message *message;
		struct receipt again;
		char at[SECONDS_TEXT_SIZE];
		septel_arena_reset(looking->call->scratch);
		if (septel__message_read(looking->call->archive, receipts[i].number, &message,
					 &again, looking->call->scratch) != LOOKUP_FOUND)
			return false;
		if (septel__access_message(&looking->call->room->viewer, message).outcome !=
		    ACCESS_FULL)
			continue;
		struct model *map = septel__model_map(versions, NULL);
		septel__model_number(map, "receipt", receipts[i].number);
		septel__model_bool(map, "current", receipts[i].number == looking->number);
		septel__model_string(map, "received",
				     septel_view_of(septel__seconds_text(receipts[i].at, at)));
		septel__model_string(map, "source", receipts[i].source);
		septel__model_number(map, "size", (long long)receipts[i].size);
		septel__model_string(map, "sections", receipts[i].present);
	}
	return true;
}

/* ---- as received, repaired, with the differences ------------------------------------------ */

/* The bytes as pieces: what was kept, and what each repair took and put. */
static void fill_differences(struct model *model, const struct septel_message *message)
{
	struct model *pieces = septel__model_list(model, "pieces");
	size_t at = 0;
	for (size_t i = 0; i <= message->repairs.count; i++) {
		const bool last = i == message->repairs.count;
		const struct septel_repair *repair = last ? NULL : &message->repairs.at[i];
		const size_t begin = last ? message->raw.len : repair->at.offset;
		if (begin > at)
			septel__model_string(septel__model_map(pieces, NULL), "same",
					     septel__slice(message->raw, at, begin));
		if (last)
			break;
		at = begin + repair->at.length;
		struct model *piece = septel__model_map(pieces, NULL);
		septel__model_literal(piece, "kind", repair->kind);
		septel__model_string(piece, "was", septel__slice(message->raw, begin, at));
		septel__model_string(piece, "now", repair->now);
	}
}

static void fill_form(struct looking *looking)
{
	const struct septel_view as = septel__request_value(looking->call->request, "as");
	const bool whole = looking->masked.decision.outcome == ACCESS_FULL;
	struct model *model = looking->model;
	septel__model_bool(model, "bytes", whole);
	if (whole && septel__equal(as, VIEW_LITERAL("received"))) {
		septel__model_literal(model, "as", "received");
		septel__model_string(septel__model_map(septel__model_list(model, "pieces"), NULL),
				     "same", looking->message->raw);
	} else if (whole && septel__equal(as, VIEW_LITERAL("differences"))) {
		septel__model_literal(model, "as", "differences");
		fill_differences(model, looking->message);
	} else {
		septel__model_literal(model, "as", "repaired");
	}
}

enum page_status septel__message_fill(struct page_call *call, struct model *model)
{
	struct looking looking = {.call = call, .model = model};
	const enum page_status status = look_up(&looking, false);
	if (status != PAGE_FOUND)
		return status;
	/* A message without a number is known by its content. */
	septel__model_string(model, "address", looking.id);
	septel__message_fields(model, looking.masked.message, &looking.receipt, call->arena);
	septel__model_number(model, "withheld", (long long)looking.masked.withheld);
	fill_form(&looking);
	fill_neighbours(&looking);
	if (!fill_cites(&looking) || !fill_cited_by(&looking) || !fill_versions(&looking))
		return septel__page_archive_failed(call, model);
	return PAGE_FOUND;
}

/* ---- the bytes ------------------------------------------------------------------------- */

static bool add_bytes(struct page_call *call, const struct receipt *receipt, struct septel_out *out)
{
	struct septel_view bytes;
	if (!septel__receipt_bytes(call->archive, receipt, &bytes, call->arena))
		return false;
	septel__out_view(out, bytes);
	return true;
}

/* Of a message that was joined, those of its sections. */
static bool gather_bytes(struct looking *looking, struct septel_out *out)
{
	struct page_call *call = looking->call;
	struct septel_view parts = looking->receipt.parts;
	if (parts.len == 0)
		return add_bytes(call, &looking->receipt, out);
	while (parts.len) {
		struct receipt part;
		uint32_t number = 0;
		size_t at = 0;
		for (; at < parts.len && parts.ptr[at] != ','; at++)
			number = number * 10 + (uint32_t)(parts.ptr[at] - '0');
		parts = septel__slice(parts, at + 1, parts.len);
		if (septel__receipt(call->archive, number, &part, call->arena) != LOOKUP_FOUND ||
		    !add_bytes(call, &part, out))
			return false;
	}
	return true;
}

/* "NAVADMIN100-10.txt": letters, digits and what no file system or header minds. */
static void fill_file(struct model *model, struct septel_view id, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < id.len && i < 80; i++)
		septel__out_byte(&out, septel__is_alnum(id.ptr[i]) ? id.ptr[i] : '-');
	septel__out_string(&out, ".txt");
	septel__model_string(model, "file", septel__out_written(&out));
}

enum page_status septel__raw_fill(struct page_call *call, struct model *model)
{
	struct looking looking = {.call = call, .model = model};
	struct septel_out out;
	const enum page_status status = look_up(&looking, true);
	if (status != PAGE_FOUND)
		return status;
	septel__out_init(&out, call->arena, 0);
	if (!gather_bytes(&looking, &out))
		return septel__page_archive_failed(call, model);
	fill_file(model, looking.id, call->arena);
	septel__model_string(model, "body", septel__out_written(&out));
	return PAGE_FOUND;
}

/* room.c - see room.h. */
#include "room.h"

#include "../archive/store.h"

#include <stdio.h>
#include <stdlib.h>

void septel__room_init(struct room *room, const char *archive, const struct access_viewer *viewer,
		       struct access_log *log)
{
	*room = (struct room){.archive = archive, .viewer = *viewer, .log = log};
	pthread_mutex_init(&room->lock, NULL);
	pthread_mutex_init(&room->log_lock, NULL);
}

static void free_desk(struct room_desk *desk)
{
	septel__archive_close(desk->archive);
	septel_arena_free(desk->arena);
	septel_arena_free(desk->scratch);
	free(desk);
}

void septel__room_release(struct room *room)
{
	while (room->count)
		free_desk(room->desks[--room->count]);
	pthread_mutex_destroy(&room->lock);
	pthread_mutex_destroy(&room->log_lock);
}

static bool open_desk(const struct room *room, struct room_desk *desk)
{
	desk->arena = septel_arena_new(ROOM_ARENA_LIMIT);
	desk->scratch = septel_arena_new(ROOM_ARENA_LIMIT);
	if (!desk->arena || !desk->scratch)
		return false;
	/* On a server there is no such file, before and after. */
	if (stat(room->archive, &desk->file) != 0)
		desk->file = (struct stat){0};
	if (septel__archive_open(&desk->archive, room->archive, ARCHIVE_READ))
		return true;
	fprintf(stderr, "septel serve: %s\n", septel__archive_error(desk->archive));
	return false;
}

/* What stands at the archive's place is what was opened. */
static bool is_same_file(const struct room *room, const struct room_desk *desk)
{
	struct stat now = {0};
	if (stat(room->archive, &now) != 0)
		return desk->file.st_ino == 0;
	return now.st_ino == desk->file.st_ino && now.st_dev == desk->file.st_dev;
}

static struct room_desk *waiting_desk(struct room *room)
{
	pthread_mutex_lock(&room->lock);
	struct room_desk *desk = room->count ? room->desks[--room->count] : NULL;
	pthread_mutex_unlock(&room->lock);
	return desk;
}

struct room_desk *septel__room_take(struct room *room)
{
	struct room_desk *desk;
	while ((desk = waiting_desk(room))) {
		if (is_same_file(room, desk))
			return desk;
		free_desk(desk);
	}
	desk = calloc(1, sizeof *desk);
	if (desk && !open_desk(room, desk)) {
		free_desk(desk);
		return NULL;
	}
	return desk;
}

/* Memory that one large answer took is not held for ever. */
static bool clear_arena(struct septel_arena **arena)
{
	if (septel_arena_used(*arena) <= ROOM_ARENA_KEPT) {
		septel_arena_reset(*arena);
		return true;
	}
	septel_arena_free(*arena);
	*arena = septel_arena_new(ROOM_ARENA_LIMIT);
	return *arena != NULL;
}

void septel__room_give(struct room *room, struct room_desk *desk)
{
	if (!desk->failed)
		septel__store_leave(desk->archive);
	if (!desk->failed && clear_arena(&desk->arena) && clear_arena(&desk->scratch)) {
		pthread_mutex_lock(&room->lock);
		if (room->count < ROOM_DESKS_LIMIT) {
			room->desks[room->count++] = desk;
			desk = NULL;
		}
		pthread_mutex_unlock(&room->lock);
	}
	if (desk)
		free_desk(desk);
}

bool septel__room_log(struct room *room, const char *action, struct septel_view object,
		      enum access_outcome outcome, struct access_label label)
{
	const struct access_log_entry entry = {.viewer = room->viewer.name,
					       .action = septel_view_of(action),
					       .object = object,
					       .outcome = outcome,
					       .label = label};
	struct access_error error;
	if (!room->log)
		return true;
	pthread_mutex_lock(&room->log_lock);
	const bool written = septel__access_log_append(room->log, &entry, 1, &error) == ACCESS_OK;
	pthread_mutex_unlock(&room->log_lock);
	if (!written)
		fprintf(stderr, "septel serve: %s\n", error.text);
	return written;
}

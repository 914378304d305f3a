/* labels.c - see labels.h. */
#include "labels.h"

#include <pthread.h>
#include <stdlib.h>

struct labels {
	pthread_mutex_t lock;
	/* From number 1 on; LABEL_ENVELOPE has no label of its own. */
	struct access_label at[LABELS_LIMIT];
	unsigned count;   /* the next number */
	unsigned written; /* those below are in the archive */
	unsigned generation;
};

static bool read_rows(struct labels *labels, struct archive *archive)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_LABELS);
	while (!failed && septel__statement_row(archive, statement, &failed)) {
		const long long number = septel__column_number(statement, 0);
		if (number != labels->count || number >= LABELS_LIMIT ||
		    !septel__label_read(septel__column_view(statement, 1), &labels->at[number]))
			failed = !septel__archive_fail(archive, "%s: label %lld is broken",
						       archive->path, number);
		else
			labels->count++;
	}
	septel__statement_end(statement);
	return !failed;
}

struct labels *septel__labels_read(struct archive *archive)
{
	struct labels *labels = calloc(1, sizeof *labels);
	if (!labels) {
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	pthread_mutex_init(&labels->lock, NULL);
	labels->count = 1;
	const bool done = read_rows(labels, archive);
	labels->written = labels->count;
	if (done)
		return labels;
	septel__labels_free(labels);
	return NULL;
}

void septel__labels_free(struct labels *labels)
{
	if (!labels)
		return;
	pthread_mutex_destroy(&labels->lock);
	free(labels);
}

static unsigned number_of(struct labels *labels, struct access_label label)
{
	unsigned number = 1;
	while (number < labels->count && !septel__label_equal(labels->at[number], label))
		number++;
	if (number == labels->count && number < LABELS_LIMIT)
		labels->at[labels->count++] = label;
	return number;
}

unsigned septel__labels_number(struct labels *labels, struct access_label label)
{
	pthread_mutex_lock(&labels->lock);
	const unsigned number = number_of(labels, label);
	pthread_mutex_unlock(&labels->lock);
	return number;
}

unsigned septel__labels_generation(struct labels *labels)
{
	pthread_mutex_lock(&labels->lock);
	const unsigned generation = labels->generation;
	pthread_mutex_unlock(&labels->lock);
	return generation;
}

/* Those of `other` behind what is written, and behind them those of one's own that it lacks. */
static void adopt(struct labels *labels, const struct labels *other)
{
	struct access_label own[LABELS_LIMIT];
	const unsigned from = labels->written, count = labels->count;
	bool moved = false;
	memcpy(own, labels->at, sizeof own);
	for (unsigned i = from; i < other->count; i++) {
		moved |= i < count && !septel__label_equal(own[i], other->at[i]);
		labels->at[i] = other->at[i];
	}
	labels->count = labels->written = other->count;
	for (unsigned i = from; i < count; i++)
		moved |= number_of(labels, own[i]) != i;
	labels->generation += moved;
}

bool septel__labels_renew(struct labels *labels, struct archive *archive)
{
	struct labels *other = septel__labels_read(archive);
	if (!other)
		return false;
	pthread_mutex_lock(&labels->lock);
	if (other->count > labels->written)
		adopt(labels, other);
	pthread_mutex_unlock(&labels->lock);
	septel__labels_free(other);
	return true;
}

bool septel__labels_get(const struct labels *labels, unsigned number, struct access_label *label)
{
	if (number == LABEL_ENVELOPE || number >= labels->count)
		return false;
	*label = labels->at[number];
	return true;
}

bool septel__labels_flush(struct labels *labels, struct archive *archive)
{
	pthread_mutex_lock(&labels->lock);
	const unsigned count = labels->count;
	pthread_mutex_unlock(&labels->lock);
	for (; labels->written < count; labels->written++) {
		char text[LABEL_TEXT_SIZE];
		struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_LABEL);
		septel__bind_number(statement, 1, labels->written);
		septel__bind_view(
			statement, 2,
			septel_view_of(septel__label_text(labels->at[labels->written], text)));
		if (!septel__statement_run(archive, statement))
			return false;
	}
	return true;
}

struct sight septel__sight_of(const struct labels *labels, const struct access_viewer *viewer)
{
	struct sight sight = {.all = viewer->owner && viewer->clearance == SEPTEL_TOP_SECRET};
	sight.label[LABEL_ENVELOPE] = true;
	for (unsigned number = 1; number < labels->count; number++)
		sight.label[number] = septel__may_see(viewer, labels->at[number]);
	return sight;
}

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
};

struct labels *septel__labels_read(struct archive *archive)
{
	struct labels *labels = calloc(1, sizeof *labels);
	bool failed = false;
	if (!labels) {
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	pthread_mutex_init(&labels->lock, NULL);
	labels->count = 1;
	struct store_statement *statement = septel__statement(archive, STATEMENT_LABELS);
	while (septel__statement_row(archive, statement, &failed)) {
		const long long number = septel__column_number(statement, 0);
		const struct septel_view name = septel__column_view(statement, 1);
		if (number != labels->count || number >= LABELS_LIMIT ||
		    !septel__label_read(name, &labels->at[number])) {
			septel__archive_fail(archive, "%s: label %lld is broken", archive->path,
					     number);
			failed = true;
			septel__statement_end(statement);
			break;
		}
		labels->count++;
	}
	labels->written = labels->count;
	if (!failed)
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

unsigned septel__labels_number(struct labels *labels, struct access_label label)
{
	pthread_mutex_lock(&labels->lock);
	unsigned number = 1;
	while (number < labels->count && !septel__label_equal(labels->at[number], label))
		number++;
	if (number == labels->count && number < LABELS_LIMIT)
		labels->at[labels->count++] = label;
	pthread_mutex_unlock(&labels->lock);
	return number;
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

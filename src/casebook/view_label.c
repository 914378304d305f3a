/* view_label.c - see view.h: the labels of claims. */
#include "view_label.h"

/* Labels of one message, as its text has them. */
struct message_labels {
	bool held;
	uint64_t caveats; /* of the @msg line: on every claim, however its sentence is marked */
	struct access_label whole, subject;
	size_t count;
	struct {
		int number;
		struct access_label label;
	} paragraphs[];
};

bool septel__view_labels_init(struct case_view *view)
{
	struct septel_arena *arena = view->log->book->arena;
	const size_t size = (view->log->book->message_count + 1) * sizeof(struct message_labels *);
	view->labels = septel_arena_alloc(arena, size);
	if (view->labels)
		memset((void *)view->labels, 0, size);
	return view->labels != NULL;
}

/* ---- labels of a message ---- */

/* As the @msg line states it. */
static struct access_label stated_label(const struct journal_message *message)
{
	struct access_label label = {message->class_, 0};
	for (size_t i = 0; i < message->caveats.count; i++)
		septel__label_add_caption(&label, message->caveats.at[i]);
	return label;
}

static const struct septel_message *find(struct case_view *view, struct septel_view id)
{
	const struct septel_message *message = NULL;
	if (!view->source)
		return NULL;
	switch (view->source->find(view->source->context, id, &message)) {
	case MESSAGE_UNREADABLE:
		view->failed = true;
		return NULL;
	case MESSAGE_ABSENT:
		return NULL;
	case MESSAGE_FOUND:
		break;
	}
	return message;
}

/* Where the message states no class, that of the @msg line is known all the same. */
static struct access_label whole_label(struct access_label stated, struct access_label message)
{
	if (stated.level != SEPTEL_CLASS_NONE)
		message.captions &= ~LABEL_UNSTATED;
	return septel__label_join(stated, message);
}

static void read_labels(struct message_labels *labels, const struct septel_message *message)
{
	const struct access_portion subject = {PORTION_SUBJECT, 0};
	labels->held = true;
	labels->whole = whole_label(labels->whole, septel__label_of_message(message));
	labels->subject = septel__label_of_portion(message, labels->whole, subject);
	labels->count = message->paragraphs.count;
	for (size_t i = 0; i < labels->count; i++) {
		const struct access_portion portion = {PORTION_PARAGRAPH, i};
		labels->paragraphs[i].number = message->paragraphs.at[i].number;
		labels->paragraphs[i].label =
			septel__label_of_portion(message, labels->whole, portion);
	}
}

/* NULL: the view has failed. */
static const struct message_labels *labels_of(struct case_view *view,
					      const struct journal_message *stated)
{
	struct message_labels **labels = &view->labels[stated->number];
	if (*labels != NULL)
		return *labels;
	const struct septel_message *message = find(view, stated->id);
	const size_t paragraphs = message ? message->paragraphs.count : 0;
	struct message_labels *made = septel_arena_alloc(
		view->log->book->arena, sizeof *made + paragraphs * sizeof made->paragraphs[0]);
	if (!made)
		view->failed = true;
	if (view->failed)
		return NULL;
	*made = (struct message_labels){.whole = stated_label(stated)};
	made->caveats = made->whole.captions;
	made->subject = made->whole;
	if (message)
		read_labels(made, message);
	return *labels = made;
}

/* ---- labels of a claim ---- */

/* Paragraphs of one number (a damaged message may have several) protect it together. */
static struct access_label label_of_sentence(const struct message_labels *labels, int paragraph)
{
	struct access_label label = {SEPTEL_CLASS_NONE, 0};
	bool found = false;
	if (paragraph == 0)
		return labels->subject;
	for (size_t i = 0; i < labels->count; i++) {
		if (labels->paragraphs[i].number != paragraph)
			continue;
		label = septel__label_join(label, labels->paragraphs[i].label);
		found = true;
	}
	return found ? label : labels->whole;
}

static struct access_label label_of_anchor(const struct message_labels *labels,
					   const struct claim_anchor *anchor)
{
	const struct access_label marked =
		anchor->mark.len ? septel__label_of_mark(labels->whole, anchor->mark)
				 : (struct access_label){SEPTEL_CLASS_NONE, 0};
	if (anchor->officer.len)
		return labels->whole;
	if (!labels->held)
		return anchor->mark.len ? marked : labels->whole;
	return septel__label_join(marked, label_of_sentence(labels, anchor->paragraph));
}

struct access_label septel__claim_label(struct case_view *view, const struct claim *claim)
{
	const struct message_labels *labels = labels_of(view, claim->message);
	struct access_label label = {SEPTEL_CLASS_NONE, 0};
	if (!labels)
		return (struct access_label){SEPTEL_TOP_SECRET, LABEL_OTHER};
	label.captions = labels->caveats;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		if (value->row->key == KEY_SRC)
			label = septel__label_join(label,
						   label_of_anchor(labels, &value->is.anchor));
		else if (value->row->key == KEY_CAVEAT)
			septel__label_add_caption(&label, value->text);
	}
	return label;
}

/* view_label.h - the labels of claims, for view.c. */
#ifndef SEPTEL_CASEBOOK_VIEW_LABEL_H
#define SEPTEL_CASEBOOK_VIEW_LABEL_H

#include "view.h"

/* Makes room for the labels of the messages.  False: memory is out. */
bool septel__view_labels_init(struct case_view *view) __attribute__((nonnull, warn_unused_result));

#endif

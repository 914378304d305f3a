/* waiting.h - what a great many copies that wait cost. */
#ifndef SEPTEL_SIMULATE_WAITING_H
#define SEPTEL_SIMULATE_WAITING_H

#include <stdbool.h>
#include <stddef.h>

/* Prints bytes a copy, and times of the scheduler with so many ROUTINE waiting. */
bool waiting_measure(size_t count);

#endif

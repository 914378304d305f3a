/* moment.h - days and minutes of a made message. */
#ifndef BENCH_MOMENT_H
#define BENCH_MOMENT_H

#include "made.h"

/* A day of a year, counted from 1. */
int moment_day_of_year(struct made_time time);
struct made_time moment_of_day(int year, int day);
int moment_days_in(int year, int month);
struct made_time moment_later(struct made_time time, int minutes);
const char *moment_month(int month); /* "DEC" */

#endif

/* random.h - numbers that a seed decides, the same on every machine.
 *
 * SplitMix64: each message draws from its own stream, seeded by the corpus seed and its
 * number, so that message 70,000 is the same whether the ones before it are made or not.
 * Draw one number a statement: of two arguments of a call, compilers differ in which
 * they draw first.
 */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

struct random random_for(uint64_t seed, uint64_t number);
uint64_t random_next(struct random *random);
/* 0 <= result < bound; bound > 0. */
uint32_t random_below(struct random *random, uint32_t bound);
/* least <= result <= most. */
int random_between(struct random *random, int least, int most);
/* True in `permille` of a thousand draws. */
bool random_chance(struct random *random, unsigned permille);
/* Draws an index by weights; the weights end in 0. */
unsigned random_weighted(struct random *random, const uint16_t *weights);
/* exp(log(median) + sigma * normal), kept within least..most. */
double random_log_normal(struct random *random, double median, double sigma, double least,
			 double most);

#define RANDOM_OF(random, table)                                                                   \
	((table)[random_below((random), (uint32_t)(sizeof(table) / sizeof *(table)))])

#endif

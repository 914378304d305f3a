/* random.c - see random.h. */
#include "random.h"

#include <math.h>

uint64_t random_next(struct random *random)
{
	uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

struct random random_for(uint64_t seed, uint64_t number)
{
	struct random random = {seed * UINT64_C(0xD1342543DE82EF95) + number};
	random.state = random_next(&random);
	return random;
}

uint32_t random_below(struct random *random, uint32_t bound)
{
	return (uint32_t)(((random_next(random) >> 32) * bound) >> 32);
}

int random_between(struct random *random, int least, int most)
{
	return least + (int)random_below(random, (uint32_t)(most - least + 1));
}

bool random_chance(struct random *random, unsigned permille)
{
	return random_below(random, 1000) < permille;
}

unsigned random_weighted(struct random *random, const uint16_t *weights)
{
	uint32_t total = 0;
	for (const uint16_t *weight = weights; *weight; weight++)
		total += *weight;
	uint32_t draw = random_below(random, total);
	unsigned index = 0;
	while (draw >= weights[index])
		draw -= weights[index++];
	return index;
}

double random_log_normal(struct random *random, double median, double sigma, double least,
			 double most)
{
	/* Twelve uniform draws less six: normal enough, and the same on every libm. */
	double normal = -6;
	for (int i = 0; i < 12; i++)
		normal += (double)(random_next(random) >> 11) / 9007199254740992.0;
	const double value = median * exp(sigma * normal);
	return value < least ? least : value > most ? most : value;
}

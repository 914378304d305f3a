/* traffic.c - the mix of traffic.
 *
 * Sizes follow the corpora as far as these tell (log-normal, median 3 kB of ROUTINE); higher
 * precedence is short by order.  What station sends and gets is as its circuit can carry.
 */
#include "traffic.h"

#include <math.h>

static const struct {
	enum septel_precedence precedence;
	double share; /* of all messages */
	double median, spread;
	double longest;
} mix[] = {
	{SEPTEL_FLASH, 0.004, 500, 0.4, 1500},
	{SEPTEL_IMMEDIATE, 0.10, 1000, 0.6, 4000},
	{SEPTEL_PRIORITY, 0.30, 1800, 0.8, 14000},
	{SEPTEL_ROUTINE, 0.596, 3000, 0.9, 40000},
};

/* The working day of one time zone, and a quarter of it around the clock; mean 1. */
static const double hours[HOURS] = {0.45, 0.40, 0.40, 0.40, 0.45, 0.55, 0.75, 1.05,
				    1.35, 1.50, 1.55, 1.50, 1.40, 1.40, 1.50, 1.55,
				    1.50, 1.35, 1.15, 0.95, 0.85, 0.75, 0.65, 0.60};

double traffic_hour(unsigned hour)
{
	return hours[hour % HOURS];
}

static double draw_normal(uint64_t *random)
{
	return sqrt(-2 * log(1 - draw(random))) * cos(2 * 3.14159265358979323846 * draw(random));
}

void traffic_init(struct traffic *traffic, const struct net *net, uint64_t seed)
{
	*traffic = (struct traffic){.net = net, .random = seed, .rate = 1};
	double sum = 0;
	for (size_t i = 0; i < net->station_count; i++)
		traffic->weights[i] = sum += net->stations[i].weight;
}

static uint16_t draw_station(struct traffic *traffic)
{
	size_t low = 0, high = traffic->net->station_count - 1;
	double at = draw(&traffic->random) * traffic->weights[high];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (traffic->weights[middle] > at)
			high = middle;
		else
			low = middle + 1;
	}
	return (uint16_t)low;
}

/* Most go to one, some to many. */
static unsigned draw_addressees(uint64_t *random)
{
	double at = draw(random);
	if (at < 0.6)
		return 1;
	return at < 0.85 ? 2 + (unsigned)(draw_bits(random) % 2)
			 : 4 + (unsigned)(draw_bits(random) % (ADDRESSEES_LIMIT - 3));
}

void traffic_draw(struct traffic *traffic, struct letter *letter)
{
	double at = draw(&traffic->random);
	size_t kind = 0;
	while (kind + 1 < sizeof mix / sizeof *mix && at >= mix[kind].share)
		at -= mix[kind++].share;
	double length = mix[kind].median * exp(mix[kind].spread * draw_normal(&traffic->random));
	length = length < 250 ? 250 : length;
	letter->length = (uint32_t)(length < mix[kind].longest ? length : mix[kind].longest);
	letter->precedence = mix[kind].precedence;
	letter->from = draw_station(traffic);
	letter->addressees = 0;
	for (unsigned wanted = draw_addressees(&traffic->random); wanted-- > 0;) {
		uint16_t to = draw_station(traffic);
		bool known = to == letter->from;
		for (unsigned i = 0; i < letter->addressees; i++)
			known |= letter->to[i] == to;
		if (!known)
			letter->to[letter->addressees++] = to;
	}
}

/* Poisson, thinned by the hour. */
int64_t traffic_next(struct traffic *traffic, int64_t now)
{
	const double highest = 1.6;
	double at = (double)now;
	do {
		at += -log(1 - draw(&traffic->random)) * 1000 / (traffic->rate * highest);
	} while (draw(&traffic->random) * highest >=
		 traffic_hour((unsigned)((int64_t)at / HOUR % HOURS)));
	return (int64_t)at;
}

/* ---- load ----------------------------------------------------------------------------------- */

#define SAMPLE 200000u

static void load_of_letter(struct net *net, const struct letter *letter)
{
	unsigned sections = (letter->length + SECTION_SIZE - 1) / SECTION_SIZE;
	uint32_t bytes = letter->length + sections * TRANSMISSION_SIZE;
	uint16_t used[ADDRESSEES_LIMIT * 8];
	size_t count = 0;
	for (unsigned i = 0; i < letter->addressees; i++)
		for (uint16_t at = letter->from; at != letter->to[i];) {
			uint16_t circuit =
				net->stations[at].circuit[net->stations[at].next[letter->to[i]]];
			bool known = false;
			for (size_t k = 0; k < count; k++)
				known |= used[k] == circuit;
			if (!known && count < sizeof used / sizeof *used) {
				used[count++] = circuit;
				net->circuits[circuit].load += bytes;
			}
			at = net->circuits[circuit].to;
		}
}

static double busiest(const struct net *net, bool trunk)
{
	double load = 0;
	for (size_t i = 0; i < net->circuit_count; i++) {
		const struct circuit *circuit = &net->circuits[i];
		if (circuit->trunk == trunk && circuit->load > load)
			load = circuit->load;
	}
	return load;
}

static const unsigned trunks[] = {2400,  4800,  9600,   14400,  19200,  28800,
				  38400, 57600, 115200, 256000, 512000, 2048000};

/* From bytes of a sample to the share of a circuit that one message a second takes. */
static double load_at(const struct circuit *circuit, double bytes)
{
	return bytes / SAMPLE * circuit->pace / 1000 / 1000;
}

void traffic_dimension(struct net *net, uint64_t seed)
{
	struct traffic traffic;
	traffic_init(&traffic, net, seed);
	for (unsigned i = 0; i < SAMPLE; i++) {
		struct letter letter;
		traffic_draw(&traffic, &letter);
		load_of_letter(net, &letter);
	}
	for (size_t i = 0; i < net->circuit_count; i++)
		if (!net->circuits[i].trunk)
			net->circuits[i].load = load_at(&net->circuits[i], net->circuits[i].load);
	double most = busiest(net, false);
	/* Both ways of a trunk have one speed. */
	for (size_t i = 0; i < net->circuit_count; i += 2) {
		struct circuit *pair = &net->circuits[i];
		if (!pair->trunk)
			continue;
		double bytes = pair[0].load > pair[1].load ? pair[0].load : pair[1].load;
		for (size_t k = 0; k < sizeof trunks / sizeof *trunks; k++) {
			circuit_speed(&pair[0], trunks[k]);
			circuit_speed(&pair[1], trunks[k]);
			if (load_at(pair, bytes) <= most)
				break;
		}
		pair[0].load = load_at(&pair[0], pair[0].load);
		pair[1].load = load_at(&pair[1], pair[1].load);
	}
}

double traffic_rate(const struct net *net, double load)
{
	double tributary = busiest(net, false), trunk = busiest(net, true);
	return load / (tributary > trunk ? tributary : trunk);
}

/* posts.h - posts, collectives and agencies with their routing indicators. */
#ifndef BENCH_POSTS_H
#define BENCH_POSTS_H

struct post {
	const char *ri, *name, *station; /* station as line 12 prints it */
};

extern const struct post POSTS[];
extern const unsigned POSTS_COUNT;
extern const struct post COLLECTIVES[];
extern const unsigned COLLECTIVES_COUNT;
extern const struct post AGENCIES[];
extern const unsigned AGENCIES_COUNT;

#endif

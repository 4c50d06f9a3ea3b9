/* interrupt.c - see interrupt.h. */
#include "indexer/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t asked;

static void on_signal(int number)
{
    (void)number;
    asked = 1;
}

void cvd_interrupt_catch(void)
{
    struct sigaction act;

    memset(&act, 0, sizeof act);
    act.sa_handler = on_signal;
    /* No SA_RESTART: a read from a terminal or pipe must return.  The bit
     * is an int but the constant may be unsigned. */
    act.sa_flags = (int)SA_RESETHAND;
    (void)sigemptyset(&act.sa_mask);
    (void)sigaction(SIGINT, &act, NULL);
    (void)sigaction(SIGTERM, &act, NULL);
}

bool cvd_interrupted(void)
{
    return asked != 0;
}

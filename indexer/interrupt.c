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
    static const int numbers[] = { SIGINT, SIGTERM };
    struct sigaction act, before;

    memset(&act, 0, sizeof act);
    act.sa_handler = on_signal;
    /* No SA_RESTART: a read from a terminal or pipe must return.  The bit
     * is an int but the constant may be unsigned. */
    act.sa_flags = (int)SA_RESETHAND;
    (void)sigemptyset(&act.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        /* What our parent has us ignore (nohup, "&") stays ignored. */
        if (sigaction(numbers[i], NULL, &before) == 0 &&
            before.sa_handler != SIG_IGN)
            (void)sigaction(numbers[i], &act, NULL);
}

bool cvd_interrupted(void)
{
    return asked != 0;
}

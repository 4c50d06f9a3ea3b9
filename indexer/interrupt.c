/* interrupt.c - see interrupt.h. */
#include "indexer/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t asked;

/* timeout(1) and others send a signal twice at once; a third time means
 * that somebody will not wait. */
enum { PATIENCE = 3 };

static void on_signal(int number)
{
    if (asked + 1 >= PATIENCE) {
        (void)signal(number, SIG_DFL);
        (void)raise(number);
        return;
    }
    asked = asked + 1;
}

void cvd_interrupt_catch(void)
{
    static const int numbers[] = { SIGINT, SIGTERM };
    struct sigaction act, before;

    memset(&act, 0, sizeof act);
    act.sa_handler = on_signal;
    /* No SA_RESTART: a read from a terminal or pipe must return. */
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

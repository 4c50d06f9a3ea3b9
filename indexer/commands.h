/* commands.h - the commands of cvdindex, one function each. */
#ifndef CVD_INDEXER_COMMANDS_H
#define CVD_INDEXER_COMMANDS_H

#include "indexer/options.h"

/* Exit status, as the manual page has it. */
enum {
    CVD_EXIT_DONE = 0,
    CVD_EXIT_SOME_FAILED = 1,
    CVD_EXIT_USAGE = 2,
    CVD_EXIT_CANNOT = 3
};

/* Do the command; *exit_status is what to end with on CVD_OK.  On error the
 * caller shows err and ends with CVD_EXIT_USAGE or CVD_EXIT_CANNOT. */
typedef enum cvd_status cvd_command_fn(const struct cvd_options *o,
                                       int *exit_status,
                                       struct cvd_err *err);

cvd_command_fn cvd_cmd_add;
cvd_command_fn cvd_cmd_rebuild;
cvd_command_fn cvd_cmd_remove;
cvd_command_fn cvd_cmd_prune;
cvd_command_fn cvd_cmd_compact;
cvd_command_fn cvd_cmd_check;
cvd_command_fn cvd_cmd_stats;

#endif

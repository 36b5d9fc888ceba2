/// One class per command, named as it is typed: `backup run` is [BackupRun]. Each reads its
/// arguments into fields, makes a request, and gives an [Answer]: a document for `--json` and the
/// same in lines for people. None prints, and none decides what an exception means: that is the
/// edge's.
///
/// To add a command: write the class, name it in its parent's `subcommands`, and add it to
/// `docs/reference/cli.md`; tests tell when one was forgotten.
@NullMarked
package dev.holdfast.cli.command;

import org.jspecify.annotations.NullMarked;

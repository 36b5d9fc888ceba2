package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.engines.postgres.audit.Sessions;
import java.nio.file.Path;

/// A restored server, which has written nothing to its files since recovery ended.
///
/// @param data its data directory
/// @param recoveredTo where recovery ended: what has a higher LSN, it changed itself
/// @param openXid no transaction before this one was open then
public record ScratchSide(Path data, Sessions sessions, Lsn recoveredTo, int openXid) {}

/// The formats of PostgreSQL's files on disk, shared by all that read or check them: a page's
/// checksum and header ([PageChecksum], [PageHeader]), the name of a relation's file
/// ([RelationFile]), and `pg_control` ([ControlFile]). Pure functions over bytes, without I/O.
///
/// Little-endian machines only, as everything that PostgreSQL is run on today.
@NullMarked
package dev.holdfast.engines.postgres.page;

import org.jspecify.annotations.NullMarked;

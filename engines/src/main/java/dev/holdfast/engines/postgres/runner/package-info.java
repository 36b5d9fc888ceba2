/// PostgreSQL servers on this machine.
///
/// - **Binaries** – `postgres` and `initdb` of one version: configured, installed, or the embedded
///   distribution from the class path, unpacked once into the cache ([BinariesFinder]).
/// - **Server user** – PostgreSQL refuses root: as root, a server runs as an unprivileged user
///   ([ServerUser]).
/// - **Server process** – one `postgres`, a child of this process, with its log beside the data
///   directory ([ServerProcess]) and a **lease** there, by which the next command finds what a dead
///   process left running ([ServerLease]).
///
/// Two things stand on these: [EmbeddedServer], a fresh server for the demonstration and for tests,
/// and [PostgresServerRunner], which starts a restored directory in isolation.
@NullMarked
package dev.holdfast.engines.postgres.runner;

import org.jspecify.annotations.NullMarked;

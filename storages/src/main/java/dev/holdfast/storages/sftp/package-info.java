/// Objects as files on another host, over SFTP. Start reading at [SftpStorage]; [SftpConnection]
/// keeps the connection and makes it anew when it dropped, [SftpCalls] is the only place that waits
/// for it, [RemoteFiles] makes files that appear whole and once, [SftpFailures] says in the port's
/// words what went wrong.
///
/// The library's classes are loaded at the first call, so that short commands do not pay for them.
@NullMarked
package dev.holdfast.storages.sftp;

import org.jspecify.annotations.NullMarked;

/// A real SFTP server for tests, on loopback.
@NullMarked
package dev.holdfast.testkit.sftp;

import org.jspecify.annotations.NullMarked;

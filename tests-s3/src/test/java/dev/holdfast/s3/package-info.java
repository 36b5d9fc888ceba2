/// The S3 storage against a real peer on loopback, S3Proxy, and against one that misbehaves.
@NullMarked
package dev.holdfast.s3;

import org.jspecify.annotations.NullMarked;

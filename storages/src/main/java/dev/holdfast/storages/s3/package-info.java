/// Objects in a bucket of Amazon S3 or of anything that speaks its protocol. Start reading at
/// [S3Storage]; [S3Calls] is the only place that waits for the network, [S3Failures] says in the
/// port's words what went wrong there, [CreateOnly] knows whether the place keeps an object from
/// being overwritten, [DeletionTrial] what the credential can destroy.
///
/// The SDK's classes are loaded at the first call, so that short commands do not pay for them.
@NullMarked
package dev.holdfast.storages.s3;

import org.jspecify.annotations.NullMarked;

package dev.holdfast.core.operation;

/// Carries out one kind of request. Cancel is an interrupt.
public interface Handler<Q extends Request<R>, R> {

    R run(Q request, Progress progress) throws InterruptedException;
}

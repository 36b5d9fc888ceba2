package dev.holdfast.core.operation;

/// Interrupts one worker, and never after its work ended: the thread has other things to do then.
final class Interruption {
    private final Thread worker;
    private boolean working = true;
    private boolean requested;
    private boolean outside;

    Interruption(Thread worker) {
        this.worker = worker;
    }

    /// Because a cancel was requested. Again on each call: an interrupt can get lost in a driver.
    ///
    /// @return whether it was the first time
    synchronized boolean byRequest() {
        boolean first = working && !requested;
        if (working) {
            requested = true;
            worker.interrupt();
        }
        return first;
    }

    synchronized void fromOutside() {
        if (working) {
            outside = true;
            worker.interrupt();
        }
    }

    /// Called by the worker. Takes back an interrupt that only a cancel caused.
    synchronized void workEnded() {
        working = false;
        if (requested && !outside) {
            Thread.interrupted();
        }
    }

    synchronized boolean wasRequested() {
        return requested;
    }
}

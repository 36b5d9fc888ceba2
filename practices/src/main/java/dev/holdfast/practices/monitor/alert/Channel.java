package dev.holdfast.practices.monitor.alert;

/// The way to one receiver.
public interface Channel {

    /// Sends, and returns when the receiver's protocol said that it took it. `ALERT_UNDELIVERED`
    /// otherwise, within a bounded time.
    void send(Message message) throws InterruptedException;
}

package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.AlertLink;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.alert.RouteStore;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.secret.SecretHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts a link into each message that somebody should look after. Only the hash of its token is
/// kept; where nobody can reach the console, there is no link.
public final class LinkedChannel implements Channel {
    /// Below the console's address.
    public static final String PATH = "/acknowledge/";

    private final Channel channel;
    private final String route;
    private final RouteStore store;
    private final Links links;

    /// What links are made of.
    ///
    /// @param address of the console, asked anew for each message
    /// @param tokens makes what nobody can guess
    public record Links(
            Supplier<Optional<String>> address, Supplier<String> tokens, InstantSource clock) {}

    public LinkedChannel(Channel channel, String route, RouteStore store, Links links) {
        this.channel = channel;
        this.route = route;
        this.store = store;
        this.links = links;
    }

    @Override
    public void send(Message message) throws InterruptedException {
        Optional<String> address = links.address().get();
        if (address.isEmpty() || !message.asksForSomebody()) {
            channel.send(message);
            return;
        }
        String token = links.tokens().get();
        AlertLink link = link(token, message);
        store.add(link);
        try {
            channel.send(message.withLink(address.get() + PATH + token));
        } catch (HoldfastException e) {
            store.remove(link);
            throw e;
        }
    }

    private AlertLink link(String token, Message message) {
        List<String> alerts =
                message.notices().stream()
                        .filter(each -> each.kind() != Kind.TEST)
                        .map(Notice::alert)
                        .distinct()
                        .toList();
        return new AlertLink(
                SecretHash.of(token), route, alerts, links.clock().instant(), Optional.empty());
    }
}

package dev.holdfast.core.estate;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A way on which people are told.
///
/// @param least nothing that is less bad is sent here
/// @param remind how long until an open problem that nobody acknowledged is told again
public record AlertRoute(String name, Health least, Duration remind, Target target) {

    /// Where it leads.
    public sealed interface Target {
        /// As in `type:`.
        String type();
    }

    /// Slack, and whatever takes its incoming webhooks: Mattermost, Rocket.Chat, Discord's
    /// `/slack`.
    public record Slack(WebAddress url) implements Target {
        @Override
        public String type() {
            return "slack";
        }
    }

    /// JSON by POST.
    ///
    /// @param key signs what is sent
    public record Webhook(WebAddress url, Optional<Secret> key) implements Target {
        @Override
        public String type() {
            return "webhook";
        }
    }

    /// @param key the integration key of a service
    /// @param url of the Events API, version 2
    public record PagerDuty(Secret key, WebAddress url) implements Target {
        @Override
        public String type() {
            return "pagerduty";
        }
    }

    /// @param tls how the connection is secured
    public record Email(
            String server,
            int port,
            Tls tls,
            Optional<String> user,
            Optional<Secret> password,
            String from,
            List<String> to)
            implements Target {
        public Email {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "email";
        }
    }

    /// How a mail connection is secured.
    public enum Tls {
        /// Begins in plain text and is refused when the server does not offer TLS.
        STARTTLS,
        /// From the first byte on.
        ALWAYS,
        /// For a relay on this machine.
        NEVER
    }

    /// A program on this machine, which reads JSON from its standard input.
    public record Command(List<String> words) implements Target {
        public Command {
            words = List.copyOf(words);
        }

        @Override
        public String type() {
            return "command";
        }
    }

    /// The dead-man's switch: an address that is called while all is well with Holdfast itself, and
    /// that raises the alarm when the calls stay away.
    public record DeadMan(WebAddress url, Duration every) implements Target {
        @Override
        public String type() {
            return "dead-man";
        }
    }
}

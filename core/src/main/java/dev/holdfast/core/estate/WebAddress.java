package dev.holdfast.core.estate;

import dev.holdfast.core.secret.Secret;

/// Where something is sent by HTTP. Many such addresses are secrets by themselves.
public sealed interface WebAddress {

    /// `SECRET_MISSING` when it cannot be had.
    String reveal();

    /// For people: never the secret.
    String shown();

    record Plain(String url) implements WebAddress {
        @Override
        public String reveal() {
            return url;
        }

        @Override
        public String shown() {
            return url;
        }
    }

    record Hidden(Secret secret) implements WebAddress {
        @Override
        public String reveal() {
            return secret.reveal().strip();
        }

        @Override
        public String shown() {
            return secret.toString();
        }
    }
}

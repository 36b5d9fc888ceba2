package dev.holdfast.app;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.server.DaemonAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Where people reach the console: as the estate says, else where the daemon of `state` listens.
record ConsoleAddress(Estate estate, Path state) {

    /// Empty where no daemon serves it, or at no address that leads to this machine.
    Optional<String> find() {
        return estate.serve()
                .url()
                .or(() ->
                        DaemonAddress.read(state)
                                .flatMap(DaemonAddress::console)
                                .filter(address -> !isEverywhere(address)));
    }

    private static boolean isEverywhere(String address) {
        return address.contains("://0.0.0.0:") || address.contains("://[::]:");
    }
}

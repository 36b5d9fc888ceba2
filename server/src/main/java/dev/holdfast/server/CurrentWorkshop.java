package dev.holdfast.server;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.server.workshop.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// The estate as its file is now. A file that has become wrong changes nothing but is told, once.
final class CurrentWorkshop implements AutoCloseable {
    private final Path configuration;
    private final Supplier<Workshop> open;
    private final List<Workshop> opened = new CopyOnWriteArrayList<>();
    private String seen;

    /// Fails when the file is wrong at the start.
    CurrentWorkshop(Path configuration, Supplier<Workshop> open) {
        this.configuration = configuration;
        this.open = open;
        this.seen = mark();
        opened.add(checked(open.get()));
    }

    Workshop get() {
        return opened.getLast();
    }

    /// Reads the file again if it changed.
    ///
    /// @return what is to be told; empty when nothing changed
    Optional<String> refresh() {
        String now = mark();
        if (now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        try {
            opened.add(checked(open.get()));
            return Optional.of(configuration.getFileName() + " changed and was read anew");
        } catch (HoldfastException e) {
            return Optional.of(
                    configuration.getFileName()
                            + " changed but cannot be used; going on with what was read before:\n"
                            + e.problem().message());
        }
    }

    private static Workshop checked(Workshop workshop) {
        try {
            workshop.estate();
            return workshop;
        } catch (HoldfastException e) {
            workshop.close();
            throw e;
        }
    }

    private String mark() {
        try {
            return Files.getLastModifiedTime(configuration) + " " + Files.size(configuration);
        } catch (IOException e) {
            return "missing";
        }
    }

    /// Interrupts every operation, those of former readings too.
    void stop(Duration patience) {
        for (Workshop workshop : opened) {
            try {
                workshop.operations().stop(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // asked again: go on at once
            }
        }
    }

    /// Those before the current one stay open until here: their operations may still run.
    @Override
    public void close() {
        opened.forEach(Workshop::close);
    }
}

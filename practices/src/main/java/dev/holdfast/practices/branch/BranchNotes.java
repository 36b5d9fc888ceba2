package dev.holdfast.practices.branch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The two files in which a branch's process tells the others about it. Each appears whole.
record BranchNotes(Path place) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CARD = "branch.json";
    private static final String LIFE = "life.json";

    void write(BranchCard card) throws IOException {
        write(CARD, card);
    }

    void write(BranchLife life) throws IOException {
        write(LIFE, life);
    }

    /// Empty where there is none, such as before it opened.
    Optional<BranchCard> card() throws IOException {
        return read(CARD, BranchCard.class);
    }

    Optional<BranchLife> life() throws IOException {
        return read(LIFE, BranchLife.class);
    }

    private void write(String name, Object content) throws IOException {
        Path fresh = place.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JSON.writeValueAsBytes(content));
        Files.move(fresh, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(place.resolve(name)), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException("%s is not what it should be".formatted(place.resolve(name)), e);
        }
    }
}

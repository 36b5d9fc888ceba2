package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A plain model of a data directory: what a snapshot must give back.
final class Data {
    static final int PAGE = 8192;

    private final Map<String, Content> files = new TreeMap<>();

    /// @param changed pages that differ from the former snapshot
    record Content(Kind kind, byte[] bytes, Set<Integer> changed) {
        SourceFile file(String path) {
            return new SourceFile(path, bytes.length, kind);
        }
    }

    Data copy() {
        Data copy = new Data();
        files.forEach((path, content) ->
                copy.files.put(
                        path,
                        new Content(content.kind(), content.bytes().clone(), new TreeSet<>())));
        return copy;
    }

    Map<String, Content> files() {
        return Collections.unmodifiableMap(files);
    }

    Content content(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    Optional<Content> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    void put(String path, Kind kind, byte[] bytes) {
        files.put(path, new Content(kind, bytes, new TreeSet<>()));
    }

    void remove(String path) {
        files.remove(path);
    }

    static Data random(Random random) {
        Data data = new Data();
        for (int i = 0; i < 12; i++) {
            data.put("base/5/" + (1000 + i), Kind.PAGED, pages(random, random.nextInt(30)));
        }
        data.put("base/5/2000", Kind.PAGED, pages(random, 70));
        data.put("base/7/3000", Kind.PAGED, new byte[40 * PAGE]);
        for (int i = 0; i < 20; i++) {
            data.put("pg_xact/" + i, Kind.PLAIN, noise(random, random.nextInt(30_000)));
        }
        data.put("PG_VERSION", Kind.PLAIN, new byte[] {'1', '8', '\n'});
        data.put("pg_multixact/empty", Kind.PLAIN, new byte[0]);
        return data;
    }

    /// Changes what servers change: pages here and there, growth, truncation, drop, create.
    void mutate(Random random) {
        for (String path : new ArrayList<>(files.keySet())) {
            int what = random.nextInt(10);
            Content content = content(path);
            if (content.kind() == Kind.PLAIN) {
                if (what < 2) {
                    put(path, Kind.PLAIN, noise(random, random.nextInt(30_000)));
                }
            } else if (what < 4) {
                change(content, random);
            } else if (what == 4) {
                resize(path, content, random);
            } else if (what == 5 && random.nextInt(6) == 0) {
                remove(path);
            }
        }
        if (random.nextInt(3) == 0) {
            put("base/5/" + (5000 + random.nextInt(1_000_000_000)), Kind.PAGED, pages(random, 20));
        }
    }

    private static void change(Content content, Random random) {
        int pages = content.bytes().length / PAGE;
        for (int i = 0; pages > 0 && i < 1 + random.nextInt(5); i++) {
            int page = random.nextInt(pages);
            boolean blank = random.nextInt(8) == 0;
            byte[] bytes = blank ? new byte[PAGE] : pages(random, 1);
            System.arraycopy(bytes, 0, content.bytes(), page * PAGE, PAGE);
            content.changed().add(page);
        }
    }

    private void resize(String path, Content content, Random random) {
        int before = content.bytes().length / PAGE;
        int after = Math.max(0, before + random.nextInt(40) - 20);
        byte[] bytes = Arrays.copyOf(content.bytes(), after * PAGE);
        Content resized = new Content(content.kind(), bytes, content.changed());
        for (int page = before; page < after; page++) {
            byte[] fresh = random.nextInt(5) == 0 ? new byte[PAGE] : pages(random, 1);
            System.arraycopy(fresh, 0, bytes, page * PAGE, PAGE);
            resized.changed().add(page);
        }
        resized.changed().removeIf(page -> page >= after);
        files.put(path, resized);
    }

    /// Pages as a table's are: half text that compresses, half not.
    static byte[] pages(Random random, int count) {
        byte[] bytes = new byte[count * PAGE];
        for (int page = 0; page < count; page++) {
            byte[] noise = noise(random, PAGE / 2);
            System.arraycopy(noise, 0, bytes, page * PAGE, noise.length);
            Arrays.fill(bytes, page * PAGE + PAGE / 2, (page + 1) * PAGE, (byte) 'a');
        }
        return bytes;
    }

    static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    List<String> directories() {
        Set<String> directories = new TreeSet<>();
        files.keySet().forEach(path -> directories.add(ListCodec.directoryOf(path)));
        directories.add("pg_twophase");
        directories.remove("");
        return List.copyOf(directories);
    }
}

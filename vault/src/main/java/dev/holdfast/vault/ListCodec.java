package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.pipeline.ByteReader;
import dev.holdfast.vault.pipeline.ByteWriter;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The stored form of the files of one directory. The same files give the same bytes, so that an
/// unchanged directory gives the same list.
final class ListCodec {
    private static final int FORMAT = 1;
    private static final int PLAIN = 1;
    private static final int FRAGMENTED = 2;

    private ListCodec() {}

    /// @param files of one directory, sorted by path
    static byte[] encode(List<StoredFile> files) {
        Map<StoredObject, Integer> maps = new LinkedHashMap<>();
        for (StoredFile file : files) {
            for (SectionRef ref : file.chain()) {
                maps.putIfAbsent(ref.map(), maps.size());
            }
        }
        ByteWriter target = new ByteWriter(64 * files.size());
        target.varint(FORMAT);
        target.varint(maps.size());
        maps.keySet().forEach(map -> map.write(target));
        target.varint(files.size());
        files.forEach(file -> encode(file, maps, target));
        return target.toBytes();
    }

    private static void encode(
            StoredFile file, Map<StoredObject, Integer> maps, ByteWriter target) {
        byte[] name = nameIn(file.path()).getBytes(StandardCharsets.UTF_8);
        target.varint(name.length);
        target.bytes(name);
        target.varint(file.sizeBytes());
        target.varint(
                (file.file().kind() == SourceFile.Kind.PLAIN ? PLAIN : 0)
                        | (file.isFragmented() ? FRAGMENTED : 0));
        target.varint(file.chain().size());
        for (SectionRef ref : file.chain()) {
            target.varint(maps.getOrDefault(ref.map(), -1));
            target.varint(ref.frame());
            target.varint(ref.offset());
            target.varint(ref.length());
        }
    }

    /// @throws DamagedData when it is none
    static List<StoredFile> decode(String directory, byte[] bytes) {
        ByteReader source = new ByteReader(bytes, 0, bytes.length);
        long format = source.varint();
        if (format != FORMAT) {
            throw new DamagedData("it is a list of format " + format);
        }
        StoredObject[] maps = new StoredObject[source.count(StoredObject.LEAST_BYTES)];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = StoredObject.read(source);
        }
        int count = source.count(4);
        List<StoredFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(decodeFile(directory, source, maps));
        }
        source.checkEnd();
        return files;
    }

    private static StoredFile decodeFile(String directory, ByteReader source, StoredObject[] maps) {
        String name = new String(source.bytes(source.integer()), StandardCharsets.UTF_8);
        long size = source.varint();
        long flags = source.varint();
        int length = source.count(4);
        if (flags > (PLAIN | FRAGMENTED) || length > StoredFile.LONGEST_CHAIN) {
            throw new DamagedData("the entry of '%s' cannot be".formatted(name));
        }
        List<SectionRef> chain = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            chain.add(decodeRef(source, maps));
        }
        SourceFile.Kind kind = (flags & PLAIN) != 0 ? SourceFile.Kind.PLAIN : SourceFile.Kind.PAGED;
        String path = directory.isEmpty() ? name : directory + "/" + name;
        return new StoredFile(new SourceFile(path, size, kind), (flags & FRAGMENTED) != 0, chain);
    }

    private static SectionRef decodeRef(ByteReader source, StoredObject[] maps) {
        int map = source.integer();
        if (map >= maps.length) {
            throw new DamagedData("it names map %d of %d".formatted(map, maps.length));
        }
        return new SectionRef(maps[map], source.integer(), source.integer(), source.integer());
    }

    /// The directory of a path; empty for files at the top.
    static String directoryOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String nameIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

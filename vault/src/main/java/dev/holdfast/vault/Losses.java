package dev.holdfast.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which snapshots lead to what could not be mended.
record Losses(List<String> ids, Trace trace) {

    List<Mending.Unmended> of(Map<Mender.Task, String> notMended) throws InterruptedException {
        Map<String, List<String>> snapshots = new LinkedHashMap<>();
        notMended.keySet().forEach(task -> snapshots.put(task.object().key(), new ArrayList<>()));
        for (String id : notMended.isEmpty() ? List.<String>of() : ids) {
            keysOf(id).stream()
                    .filter(snapshots::containsKey)
                    .forEach(key -> snapshots.getOrDefault(key, List.of()).add(id));
        }
        List<Mending.Unmended> unmended = new ArrayList<>();
        notMended.forEach((task, why) -> {
            String key = task.object().key();
            List<String> affected = snapshots.getOrDefault(key, List.of());
            unmended.add(new Mending.Unmended(key, task.wrong(), why, affected));
        });
        return unmended;
    }

    private Collection<String> keysOf(String id) throws InterruptedException {
        List<String> keys = new ArrayList<>();
        keys.add(ObjectKeys.snapshot(id));
        Optional<ManifestDocument> document = trace.document(id);
        if (document.isPresent()) {
            keys.addAll(trace.of(document.get()).objects().keySet());
        }
        return keys;
    }
}

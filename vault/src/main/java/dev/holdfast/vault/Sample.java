package dev.holdfast.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// So many of what it is offered as it may hold, each with the same chance (Vitter's algorithm R).
/// One thread at a time.
final class Sample<T> {
    private final int most;
    private final RandomGenerator random;
    private final List<T> chosen = new ArrayList<>();
    private int offered;

    Sample(int most, RandomGenerator random) {
        this.most = most;
        this.random = random;
    }

    void offer(T one) {
        offered++;
        if (chosen.size() < most) {
            chosen.add(one);
            return;
        }
        int place = random.nextInt(offered);
        if (place < most) {
            chosen.set(place, one);
        }
    }

    void clear() {
        chosen.clear();
        offered = 0;
    }

    List<T> chosen() {
        return chosen;
    }
}

package dev.holdfast.storages.wrap;

import dev.holdfast.core.storage.ObjectInfo;
import java.util.function.Consumer;

/// Passes each object on once, although the list may begin anew, as long as keys come in order and
/// the one who takes them does not fail: what it could not take would be passed over.
final class OrderedGiving implements Consumer<ObjectInfo> {
    private final Consumer<ObjectInfo> each;
    private String last = "";
    private String former = "";
    private boolean ordered = true;
    private boolean taking;

    OrderedGiving(Consumer<ObjectInfo> each) {
        this.each = each;
    }

    /// The list begins, once more.
    void begin() {
        former = "";
    }

    boolean canGoOn() {
        return ordered && !taking;
    }

    @Override
    public void accept(ObjectInfo info) {
        ordered &= info.key().compareTo(former) > 0;
        former = info.key();
        if (!ordered || info.key().compareTo(last) > 0) {
            last = info.key();
            taking = true;
            each.accept(info);
            taking = false;
        }
    }
}

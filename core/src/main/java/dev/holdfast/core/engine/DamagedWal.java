package dev.holdfast.core.engine;

/// WAL that is not what its server wrote. Who reads it turns this into a problem that names the
/// place where it lies.
public final class DamagedWal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long at;

    /// @param at everything before it was whole
    /// @param what for people
    public DamagedWal(Lsn at, String what, Throwable cause) {
        super(what, cause);
        this.at = at.value();
    }

    public Lsn at() {
        return new Lsn(at);
    }
}

package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import java.util.List;
import java.util.Optional;

/// Copies what is left of packs that no source has whole. Whether that suffices for a snapshot is
/// for [Substitutes] to say.
record RemnantCopy(Vault target, GoodCopies sources, FrameCodec codec) {

    /// Every remnant of `pack` that any source has, each verified.
    ///
    /// @param pack empty when it is no pack; then there is nothing to copy
    /// @return the last of them; empty when there is none
    Optional<GoodCopies.Found> copy(Expected pack) {
        Optional<Name> name = ObjectKeys.nameOfPack(pack.key());
        Optional<GoodCopies.Found> last = Optional.empty();
        for (Vault source : name.isPresent() ? sources.sources() : List.<Vault>of()) {
            for (ObjectInfo info : Remnants.of(source.storage(), name.get()).of(name.get())) {
                Optional<GoodCopies.Found> copied = copy(new Expected.Remnant(info, pack));
                last = copied.isPresent() ? copied : last;
            }
        }
        return last;
    }

    private Optional<GoodCopies.Found> copy(Expected.Remnant remnant) {
        try {
            GoodCopies.Found found = sources.fetch(codec, remnant);
            ObjectCopier.store(target, codec, remnant, found.bytes());
            return Optional.of(found);
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.Forms.Form;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.StoredObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Tells which forms of a pack are superseded by another one, and has remnants made of packs of
/// which little is used. It deletes nothing: what is superseded is condemned like any garbage, and
/// deleted a grace later, if the other form still suffices then. One thread at a time.
final class Thinning {
    /// Packs without a remnant that one run looks at: with a bit a frame, that is a few MB.
    private static final int MOST_CANDIDATES = 10_000;

    private final Vault vault;
    private final Survey survey;
    private final Predicate<String> isCondemned;
    private final Rule rule;
    private final FrameCodec codec;
    private final SecureRandom random;
    private final Progress progress;
    private final Sample<ObjectInfo> candidates;
    private FrameUse use;

    /// Which packs are worth it.
    ///
    /// @param mostUsed of a pack's bytes, the share that may still be used
    /// @param leastBytes of the pack
    /// @param mostPacks in one run: each is read whole
    record Rule(double mostUsed, long leastBytes, int mostPacks) {
        static final Rule STANDARD = new Rule(0.25, 1 << 20, 64);
    }

    /// @param isCondemned of keys: whether somebody is about to delete the object
    Thinning(
            Vault vault,
            Survey survey,
            Predicate<String> isCondemned,
            Rule rule,
            FrameCodec codec,
            SecureRandom random,
            Progress progress) {
        this.vault = vault;
        this.survey = survey;
        this.isCondemned = isCondemned;
        this.rule = rule;
        this.codec = codec;
        this.random = random;
        this.progress = progress;
        this.candidates = new Sample<>(MOST_CANDIDATES, random);
        this.use = new FrameUse(List.of(), codec);
    }

    /// Packs without a remnant are only looked at when there can be more of them: after snapshots
    /// were deleted, and as long as that led to something.
    ///
    /// @param kept what listed snapshots lead to
    Forms look(Reach kept) throws InterruptedException {
        Remnants remnants = Remnants.in(vault.storage());
        Map<Name, List<ObjectInfo>> forms = new HashMap<>();
        remnants.byPack().forEach((pack, all) -> forms.put(pack, new ArrayList<>(all)));
        if (!forms.isEmpty() || survey.hasForgotten()) {
            vault.storage()
                    .list(
                            ObjectKeys.PACKS,
                            info ->
                                    ObjectKeys.nameOfPack(info.key())
                                            .ifPresent(pack -> {
                                                if (forms.containsKey(pack)) {
                                                    forms.get(pack).add(info);
                                                } else if (isWorthIt(info, kept)) {
                                                    candidates.offer(info);
                                                }
                                            }));
        }
        forms.keySet().removeIf(pack -> !kept.has(ObjectKeys.pack(pack)));
        forms.values().removeIf(all -> all.size() == 1);
        if (forms.isEmpty() && !survey.hasForgotten()) {
            candidates.clear();
        }
        return judge(forms);
    }

    private boolean isWorthIt(ObjectInfo info, Reach kept) {
        return info.sizeBytes() >= rule.leastBytes()
                && survey.isOld(info.created())
                && !survey.leases().protects(info)
                && kept.has(info.key())
                && !isCondemned.test(info.key());
    }

    /// @param several forms of packs that are needed
    private Forms judge(Map<Name, List<ObjectInfo>> several) throws InterruptedException {
        Set<Name> watched = new HashSet<>(several.keySet());
        candidates.chosen().forEach(info -> watched.add(nameOf(info)));
        Set<String> superseded = new HashSet<>();
        if (!watched.isEmpty()) {
            progress.step("look for packs of which little is used");
            try {
                use = useOf(watched);
                several.forEach(
                        (pack, forms) -> superseded.addAll(Forms.superseded(judged(pack, forms))));
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
                superseded.clear();
                use = new FrameUse(List.of(), codec);
                progress.note("all packs stay as they are: " + e.problem().message());
            }
        }
        return new Forms(superseded);
    }

    /// By whoever is listed, is built on, or could be listed again.
    private FrameUse useOf(Set<Name> packs) throws InterruptedException {
        FrameUse found = new FrameUse(packs, codec);
        Set<String> ids = new HashSet<>(survey.kept());
        ids.addAll(survey.undoable());
        for (String id : ids) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            found.add(vault.snapshot(id));
        }
        return found;
    }

    private List<Form> judged(Name pack, List<ObjectInfo> forms) {
        return forms.stream()
                .map(info ->
                        new Form(
                                info.key(),
                                info.sizeBytes(),
                                suffices(pack, info),
                                isCondemned.test(info.key())))
                .toList();
    }

    private boolean suffices(Name pack, ObjectInfo info) {
        if (ObjectKeys.nameOfPack(info.key()).isPresent()) {
            return use.pack(pack)
                    .map(StoredObject::sizeBytes)
                    .filter(size -> size == info.sizeBytes())
                    .isPresent();
        }
        try {
            StoredPack.Part part = StoredPack.part(vault.objects(), codec, info);
            return Substitutes.holdsAll(List.of(part), use.of(pack));
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Makes remnants of the packs that [#look] saw without one, of which little is used. The packs
    /// are there beside them until a later run finds them superseded.
    Thinner thin() throws InterruptedException {
        Thinner thinner = new Thinner(vault, rule, codec, random);
        thinner.thin(candidates.chosen(), use);
        return thinner;
    }

    private static Name nameOf(ObjectInfo pack) {
        return ObjectKeys.nameOfPack(pack.key()).orElseThrow();
    }
}

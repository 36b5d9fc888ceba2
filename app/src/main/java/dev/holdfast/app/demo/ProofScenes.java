package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.practices.backup.ProofResults;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.Rung;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Copies are proven by starting them; a copy with one wrong byte is found out.
final class ProofScenes {

    private static final Pattern RELATION_FILE = Pattern.compile("base/\\d+/(\\d+)");

    private final Stage stage;
    private final Production production;
    private final Operations operations;

    ProofScenes(Stage stage, Production production, Operations operations) {
        this.stage = stage;
        this.production = production;
        this.operations = operations;
    }

    List<Scene> scenes() {
        return List.of(
                new Scene("Prove each copy by starting a server on it", this::proveBoth),
                new Scene("Flip one byte of one copy, and prove again", this::proveDamaged));
    }

    private void proveBoth(Narrator narrator) throws InterruptedException {
        List<Proof> proofs = prove(narrator);
        ladder(narrator, proofs.getFirst());
        for (Proof proof : proofs) {
            expectSound(proof);
            narrator.good(verdict(proof));
        }
    }

    private void proveDamaged(Narrator narrator) throws InterruptedException {
        BitFlip flip = BitFlip.inLargestPack(stage.storage(Stage.SECOND));
        Path file = stage.directory().relativize(flip.file());
        narrator.say("byte %,d of %s".formatted(flip.offset(), file));
        narrator.say("was %02x and is %02x".formatted(flip.before(), flip.after()));
        narrator.byHand(
                "printf '\\%03o' | dd conv=notrunc bs=1 seek=%d \\\n             of=%s"
                        .formatted(flip.after(), flip.offset(), file));
        for (Proof proof : prove(narrator)) {
            if (proof.storage().equals(Stage.SECOND)) {
                tellDamage(narrator, proof);
            } else {
                expectSound(proof);
                narrator.good(verdict(proof));
            }
        }
    }

    private List<Proof> prove(Narrator narrator) throws InterruptedException {
        narrator.byHand("holdfast backup prove " + Stage.DATABASE);
        ProofResults results =
                operations.run(new ProveBackup(Stage.DEPLOYMENT, "latest", Optional.empty()));
        Deviation.unless(
                results.proofs().size() == 2,
                "there are " + results.proofs().size() + " proofs instead of two",
                "holdfast backup list");
        return results.proofs();
    }

    private static void ladder(Narrator narrator, Proof proof) {
        for (Rung rung : proof.rungs()) {
            narrator.say(line(rung));
        }
    }

    private static String line(Rung rung) {
        String mark =
                switch (rung.verdict()) {
                    case PASS -> "pass";
                    case FAIL -> "FAIL";
                    case NOT_RUN -> "-";
                };
        return "%d %-4s %s: %s".formatted(rung.rung(), mark, rung.name(), rung.figure());
    }

    private static String verdict(Proof proof) {
        return "%s: %s; recovered in %s"
                .formatted(
                        proof.storage(),
                        proof.verdict().name().toLowerCase(Locale.ROOT),
                        Figures.seconds(proof.recoverySeconds()));
    }

    private static void expectSound(Proof proof) {
        boolean sound = proof.verdict() == Verdict.PROVEN || proof.verdict() == Verdict.PARTIAL;
        boolean started = passed(proof, 0) && passed(proof, 3) && passed(proof, 4);
        Deviation.unless(
                sound && started && passed(proof, 7),
                "the copy in " + proof.storage() + " was not proven: " + failures(proof),
                "holdfast backup show " + proof.snapshot());
    }

    private static boolean passed(Proof proof, int number) {
        return proof.rungs().stream()
                .anyMatch(rung -> rung.rung() == number && rung.verdict() == RungVerdict.PASS);
    }

    private static String failures(Proof proof) {
        List<String> lines =
                proof.rungs().stream()
                        .filter(rung -> rung.verdict() != RungVerdict.PASS)
                        .map(ProofScenes::line)
                        .toList();
        return String.join("; ", lines);
    }

    private void tellDamage(Narrator narrator, Proof proof) {
        Deviation.unless(
                proof.verdict() == Verdict.FAILED,
                "the damage in " + proof.storage() + " was not found",
                "holdfast vault check --hashes");
        narrator.bad(proof.storage() + ": failed, as it must");
        proof.rungs().stream()
                .filter(rung -> rung.verdict() == RungVerdict.FAIL)
                .forEach(rung -> {
                    narrator.say(line(rung));
                    tellRelation(narrator, rung.figure());
                });
    }

    /// Names what the first damaged file belongs to, while its server is still there to be asked.
    private void tellRelation(Narrator narrator, String figure) {
        Matcher file = RELATION_FILE.matcher(figure);
        if (file.find()) {
            String relation =
                    production.query(
                            "select coalesce(max(relname), 'a file of the server') from pg_class"
                                    + " where pg_relation_filenode(oid) = "
                                    + file.group(1));
            narrator.say(file.group() + " is " + relation);
        }
    }
}

package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.SignedProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup verify-receipt`
@Command(
        name = "verify-receipt",
        description = "Checks the signature of a proof's receipt, and shows what it says.",
        footer = {
            "",
            "Needs no configuration and no vault where the public key is given; backup list",
            "and vault check print the key's fingerprint.",
            "",
            "Example:",
            "  holdfast backup verify-receipt receipt.json --public-key holdfast.pub",
            "",
            "Exit codes: 0 signed by that key and unchanged; 1 not; 3 configuration.",
        })
final class BackupVerifyReceipt implements Action {
    @Parameters(paramLabel = "FILE", description = "The receipt, as kept below proofs/.")
    Path file = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "KEY|FILE",
            description = "In base64, or a file that holds it; default: the vault's own.")
    Optional<String> publicKey = Optional.empty();

    private record Document(boolean valid, String keyId, Proof proof) {}

    @Override
    public Answer run(Invocation invocation) {
        SignedProof receipt = SignedProof.parse(read(file));
        String key =
                publicKey
                        .map(BackupVerifyReceipt::keyText)
                        .orElseGet(() -> invocation.session().publicKey());
        boolean valid = receipt.isSignedBy(key);
        return Answer.of(
                new Document(valid, receipt.keyId(), receipt.proof()),
                lines(receipt, valid, invocation.style()),
                valid);
    }

    private static List<String> lines(SignedProof receipt, boolean valid, Style style) {
        List<String> lines = new ArrayList<>();
        if (valid) {
            lines.add(style.good("valid") + ": signed by " + receipt.keyId());
            lines.add("");
            lines.addAll(BackupProve.lines(receipt.proof(), style));
        } else {
            lines.add(
                    style.bad("not valid")
                            + ": changed after it was signed, or signed by another key");
            lines.add("it says to be signed by " + receipt.keyId());
        }
        return lines;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "receipt " + file + " cannot be read",
                    "name the receipt's file: holdfast backup verify-receipt FILE",
                    e);
        }
    }

    /// What is not a file is the key itself.
    private static String keyText(String keyOrFile) {
        try {
            Path path = Path.of(keyOrFile);
            return Files.isRegularFile(path) ? Files.readString(path).strip() : keyOrFile;
        } catch (InvalidPathException e) {
            return keyOrFile;
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "public key file " + keyOrFile + " cannot be read",
                    "give the key itself: --public-key BASE64",
                    e);
        }
    }
}

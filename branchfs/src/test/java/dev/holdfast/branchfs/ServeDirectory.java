package dev.holdfast.branchfs;

import dev.holdfast.branchfs.kernel.MountAbility;
import dev.holdfast.branchfs.overlay.OverlayLimits;
import dev.holdfast.branchfs.overlay.Owner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Serves a plain directory in a process of its own: whoever uses a mount from the process that
/// serves it may stop it. Takes commands, one a line, and answers each with a line. Ends with its
/// input.
final class ServeDirectory {
    private ServeDirectory() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        DirectoryTree tree = new DirectoryTree(Path.of(arguments[0]));
        BranchSettings settings =
                new BranchSettings(
                        Path.of(arguments[1]),
                        Path.of(arguments[2]),
                        new Owner(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])),
                        new OverlayLimits(
                                Long.parseLong(arguments[5]), Long.parseLong(arguments[6])),
                        Duration.ofMillis(Long.parseLong(arguments[7])),
                        InstantSource.system());
        try (BranchFileSystem mounted = mount(tree, settings, arguments[8]);
                BufferedReader commands =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("mounted");
            for (String line; (line = commands.readLine()) != null; ) {
                System.out.println(answer(line, tree, mounted));
            }
        }
    }

    private static BranchFileSystem mount(
            DirectoryTree tree, BranchSettings settings, String helper)
            throws InterruptedException {
        return helper.isEmpty()
                ? BranchFileSystem.mount(tree, settings)
                : BranchFileSystem.mount(
                        tree, settings, new MountAbility.ByHelper(Path.of(helper)));
    }

    private static String answer(String command, DirectoryTree tree, BranchFileSystem mounted) {
        switch (command) {
            case "stall" -> tree.stall();
            case "resume" -> tree.resume();
            case "fail" -> tree.fail(true);
            case "mend" -> tree.fail(false);
            case "waiting" -> {
                return Boolean.toString(tree.isWaitedFor());
            }
            case "breakage" -> {
                return mounted.breakage().map(trouble -> trouble.what()).orElse("none");
            }
            case "failed read" -> {
                return mounted.failedRead().map(trouble -> trouble.what()).orElse("none");
            }
            case "cached bytes" -> {
                return Long.toString(mounted.figures().cachedBytes());
            }
            case "close" -> mounted.close();
            default -> throw new IllegalArgumentException(command);
        }
        return "done";
    }
}

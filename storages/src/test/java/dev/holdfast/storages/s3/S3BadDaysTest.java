package dev.holdfast.storages.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.storages.s3.FaultyService.Refusal;
import dev.holdfast.storages.s3.S3Settings.ObjectLock;
import dev.holdfast.storages.s3.S3Settings.Writing;
import dev.holdfast.storages.wrap.WrappedStorages;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class S3BadDaysTest {
    private static final byte[] BYTES = new byte[200_000];

    static {
        new Random(7).nextBytes(BYTES);
    }

    private FaultyService service;
    private Storage bare;
    private Storage storage;

    @BeforeEach
    void start() throws IOException {
        service = new FaultyService();
        bare = open(Writing.PLAIN, Optional.empty());
        storage = patient(Writing.PLAIN);
    }

    @AfterEach
    void stop() {
        storage.close();
        bare.close();
        service.close();
    }

    private Storage open(Writing writing, Optional<String> owner) {
        return new S3Storage("cloud", service.settings(writing, owner), InstantSource.system());
    }

    /// As the application opens it, so that what may pass is tried again.
    private Storage patient(Writing writing) {
        FailureDomain unknown =
                new FailureDomain(Optional.empty(), Optional.empty(), Optional.empty());
        S3Settings settings = service.settings(writing, Optional.empty());
        return new WrappedStorages(
                        _ -> open(writing, Optional.empty()), new Random(Seed.ofThisRun()))
                .open(new StorageDeclaration("cloud", settings, unknown));
    }

    @Test
    void triesAgainWhenTheServiceIsBusy() throws IOException {
        service.refusals.add(Refusal.of("PUT", 503, "SlowDown"));
        service.refusals.add(Refusal.of("PUT", 500, "InternalError"));
        storage.create("a", Content.of(BYTES));
        service.refusals.add(Refusal.of("GET", 503, "SlowDown"));
        assertThat(read(storage)).isEqualTo(BYTES);
        assertThat(storage.traffic().retries()).isEqualTo(3);
    }

    @Test
    void saysThatAServiceIsBusy() {
        service.refusals.add(Refusal.of("HEAD", 503, ""));
        assertThatThrownBy(() -> bare.find("a"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
                            assertThat(PassingFailure.isCauseOf(e)).isTrue();
                            assertThat(e.problem().message()).contains("cloud", "HTTP 503");
                        });
    }

    @Test
    void settlesAWriteWhoseAnswerGotLost() throws IOException {
        assertThat(storage.find("first")).isEmpty();
        storage.create("warm", Content.of(new byte[1]));
        service.losesAnswersToWrites.set(1);
        storage.create("a", Content.of(BYTES));
        assertThat(read(storage)).isEqualTo(BYTES);
    }

    @Test
    void findsOutThatAServiceKeptLessThanItWasGiven() {
        bare.create("warm", Content.of(new byte[1]));
        service.keepsBytes = 100;
        assertThatThrownBy(() -> bare.create("a", Content.of(BYTES)))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.OBJECT_DAMAGED)).isTrue();
                            assertThat(e.problem().message())
                                    .contains("100 bytes there after 200000 were written");
                        });
        assertThat(bare.find("a")).isEmpty();
    }

    @Test
    void neverTakesAnAnswerThatIsCutShortForTheWhole() throws IOException {
        storage.create("a", Content.of(BYTES));
        service.cutsBodies.set(1);
        assertThat(read(storage)).isEqualTo(BYTES);
        service.cutsBodies.set(1);
        ByteBuffer target = ByteBuffer.allocate(1000);
        storage.read("a", 500, target);
        assertThat(target.array()).startsWith(BYTES[500], BYTES[501]);
        service.cutsBodies.set(1);
        assertProblem(
                ProblemCode.STORAGE_UNREACHABLE,
                () -> bare.read("a", 0, ByteBuffer.allocate(1000)));
    }

    @Test
    void neverOverwritesWhereTheServiceWouldAndSaysSo() {
        service.overwrites = true;
        bare.create("a", Content.of(BYTES));
        assertProblem(
                ProblemCode.OBJECT_EXISTS, () -> bare.create("a", Content.of(new byte[] {1})));
        assertThat(service.objects.get("vault/a")).isEqualTo(BYTES);
        assertThat(bare.check()).extracting(Finding::code).containsExactly("overwrites");
    }

    @Test
    void saysNothingAgainstAServiceThatKeepsItsWord() {
        assertThat(bare.check()).isEmpty();
    }

    @Test
    void saysThatAKeyIsWrongAndNotWhichItWas() {
        service.refusals.add(Refusal.of("PUT", 403, "SignatureDoesNotMatch"));
        assertThatThrownBy(() -> bare.create("a", Content.of(BYTES)))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.STORAGE_DENIED)).isTrue();
                            assertThat(e.problem().hint()).contains("secret-key");
                            assertThat(e.problem().toString()).doesNotContain("the-secret");
                        });
    }

    @Test
    void tellsAMissingBucketFromAMissingObject() {
        service.bucketIsThere = false;
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> bare.find("a"),
                        () -> bare.list("", _ -> {}),
                        () -> bare.create("a", Content.of(BYTES)),
                        bare::initialize)) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> {
                                assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
                                assertThat(e.problem().message()).contains("no bucket acme");
                            });
        }
    }

    @Test
    void refusesABucketOfSomebodyElse() {
        try (Storage owned = open(Writing.PLAIN, Optional.of("111111111111"));
                Storage foreign = open(Writing.PLAIN, Optional.of("222222222222"))) {
            owned.initialize();
            assertProblem(ProblemCode.STORAGE_DENIED, foreign::initialize);
            assertProblem(ProblemCode.STORAGE_DENIED, () -> foreign.create("a", Content.of(BYTES)));
        }
        assertThat(service.objects).isEmpty();
    }

    @Test
    void findsOutWhatItsKeyCanDestroy() {
        assertThat(bare.deletion()).isEqualTo(Deletion.POSSIBLE);
        service.keepsVersions = true;
        assertThat(bare.deletion()).isEqualTo(Deletion.VERSIONED);
        service.forbidsDeletion = true;
        assertThat(bare.deletion()).isEqualTo(Deletion.REFUSED);
        Writing locked =
                new Writing(
                        Optional.empty(),
                        Optional.of(new ObjectLock(ObjectLock.Mode.COMPLIANCE, 30)));
        try (Storage locking = open(locked, Optional.empty())) {
            assertThat(locking.deletion()).isEqualTo(Deletion.LOCKED);
        }
    }

    @Test
    void saysThatALockForbidsDeletionAndKeepsTheObject() {
        bare.create("a", Content.of(BYTES));
        service.forbidsDeletion = true;
        assertProblem(ProblemCode.STORAGE_DENIED, () -> bare.delete("a"));
        assertThat(bare.find("a")).isPresent();
        assertThat(bare.removeLeftovers(Duration.ofHours(24))).isZero();
    }

    @Test
    void goesOnWithAListThatBrokeOffBetweenPages() {
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 20; i++) {
            service.objects.put("vault/k" + i, new byte[1]);
            expected.add("k" + i);
        }
        service.refusals.add(
                new Refusal(
                        each -> String.valueOf(each.getRequestURI().getQuery()).contains("token"),
                        503,
                        "SlowDown"));
        List<String> keys = new ArrayList<>();
        storage.list("", info -> keys.add(info.key()));
        assertThat(keys).isEqualTo(expected);
    }

    @Test
    void neverListsInCircles() {
        for (int i = 10; i < 20; i++) {
            service.objects.put("vault/k" + i, new byte[1]);
        }
        service.repeatsItsPages = true;
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> bare.list("", _ -> {}));
    }

    @Test
    void endsSoonWhenItIsInterruptedWhileTheServiceSaysNothing() throws Exception {
        service.stalls = true;
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try {
                                bare.create("a", Content.of(BYTES));
                                ended.complete(new AssertionError("it was created"));
                            } catch (HoldfastException e) {
                                ended.complete(e);
                            }
                        });
        assertThat(service.stalled.await(1, TimeUnit.MINUTES)).isTrue();
        thread.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.OPERATION_CANCELLED)).isTrue());
    }

    private static byte[] read(Storage from) throws IOException {
        try (InputStream stream = from.read("a")) {
            return stream.readAllBytes();
        }
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}

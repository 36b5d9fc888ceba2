package dev.holdfast.engines.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CancelledConnectTest {

    @Test
    void aCancelWhileConnectingIsNotAServerOutOfReach() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<HoldfastException> outcome = new CompletableFuture<>();
            Thread connecting = Thread.ofVirtual().start(() -> connect(silent, outcome));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();
                connecting.interrupt();

                assertThat(outcome.get(30, TimeUnit.SECONDS).problem().code())
                        .isEqualTo(ProblemCode.OPERATION_CANCELLED);
            }
        }
    }

    private static void connect(ServerSocket server, CompletableFuture<HoldfastException> outcome) {
        String url =
                "postgresql://x@127.0.0.1:%d/x?sslmode=disable".formatted(server.getLocalPort());
        try {
            new Connector(new ServerAddress("shop", url, Optional.empty(), Optional.empty()))
                    .open()
                    .close();
            outcome.completeExceptionally(new AssertionError("connected"));
        } catch (HoldfastException e) {
            outcome.complete(e);
        }
    }
}

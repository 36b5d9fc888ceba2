package dev.holdfast.app.demo;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A shop with customers, products, orders, their items and payments: foreign keys, indexes, free
/// text that compresses about 4:1, and totals that add up. The same seed and size give the same
/// rows. The server makes the rows itself, in two sessions.
public final class Shop {

    private static final int SESSIONS = 2;
    private static final int SLICES = 6;
    private static final long BYTES_PER_ORDER = 720;

    private final Connections connections;
    private final Size size;
    private final long seed;

    /// How many rows. Each order has one payment and three items on average.
    public record Size(int customers, int products, int orders) {

        /// A database of about so many megabytes, indexes included.
        public static Size ofMegabytes(int megabytes) {
            int orders = Math.toIntExact(megabytes * 1_000_000L / BYTES_PER_ORDER);
            return new Size(Math.max(100, orders / 7), Math.max(50, orders / 100), orders);
        }
    }

    public Shop(Connections connections, Size size, long seed) {
        this.connections = connections;
        this.size = size;
        this.seed = seed;
    }

    /// Fills an empty database. Every statement is logged and durable as usual.
    public void fill() throws InterruptedException {
        run(List.of(script("schema")));
        run(List.of(script("catalogue")));
        run(orders());
        run(List.of(script("keys").split("-- half\n", 2)));
        run(List.of(script("references")));
        run(List.of("vacuum (analyze)"));
    }

    private List<String> orders() {
        List<String> slices = new ArrayList<>();
        for (long slice = 0; slice < SLICES; slice++) {
            long first = size.orders() * slice / SLICES + 1;
            long last = size.orders() * (slice + 1) / SLICES;
            slices.add(
                    script("orders")
                            .replace(":first", Long.toString(first))
                            .replace(":last", Long.toString(last)));
        }
        return slices;
    }

    private void run(Collection<String> scripts) throws InterruptedException {
        Workers.run("shop", SESSIONS, scripts, Session::new);
    }

    private String script(String name) {
        String resource = "shop-" + name + ".sql";
        try (InputStream in = Shop.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":seed", Long.toString(seed))
                    .replace(":customers", Integer.toString(size.customers()))
                    .replace(":products", Integer.toString(size.products()))
                    .replace(":orders", Integer.toString(size.orders()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Session implements Workers.Worker<String> {
        private final Connection connection;

        Session() {
            try {
                connection = connections.open();
                execute("set work_mem = '64MB'; set maintenance_work_mem = '128MB'; set jit = off");
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public void work(String script) {
            try {
                execute(script);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        private void execute(String script) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    private static HoldfastException failed(SQLException e) {
        return new HoldfastException(
                ProblemCode.SERVER_LOST,
                "the shop could not be filled: " + e.getMessage(),
                "see the server's log, server.log beside its data directory",
                e);
    }
}

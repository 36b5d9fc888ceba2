package dev.holdfast.app.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One customer at a time: a new order with its items and payment, or a parcel that moves on. Keeps
/// one connection and gets a new one after a failure.
final class Buyer implements AutoCloseable {

    private static final String ORDER =
            """
            insert into orders (customer_id, status, placed_at, shipping_address, note, total)
            select customer_id, 'placed', clock_timestamp(),
                   street || ', ' || postcode || ' ' || city, ?, 0
              from customers
             where customer_id >= (select (max(customer_id) * ?)::bigint from customers)
             order by customer_id limit 1
            returning order_id\
            """;
    private static final String ITEM =
            """
            with sold as (
                update products set stock = case stock when 0 then 999 else stock - 1 end
                 where product_id = (select product_id from products
                     where product_id >= (select (max(product_id) * ?)::bigint from products)
                     order by product_id limit 1)
                returning product_id, price)
            insert into order_items (order_id, position, product_id, quantity, unit_price)
            select ?, ?, product_id, 1, price from sold\
            """;
    private static final String TOTAL =
            "update orders set total = (select sum(quantity * unit_price) from order_items i"
                    + " where i.order_id = orders.order_id) where order_id = ?";
    private static final String PAYMENT =
            "insert into payments (order_id, method, amount, reference, paid_at)"
                    + " select order_id, 'card', total, 'TX' || ?, clock_timestamp()"
                    + " from orders where order_id = ?";
    private static final String SHIP =
            """
            update orders set status = case status when 'placed' then 'paid' else 'shipped' end,
                   shipped_at = clock_timestamp()
             where order_id = (select order_id from orders where status in ('placed', 'paid')
                                limit 1 for update skip locked)\
            """;

    private final SplittableRandom random;
    private @Nullable Connection connection;

    Buyer(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// One transaction; whether its commit was confirmed.
    boolean buy(Connections connections) {
        try {
            Connection open = connection == null ? opened(connections) : connection;
            connection = open;
            if (random.nextInt(10) < 7) {
                order(open);
            } else {
                execute(open, SHIP);
            }
            open.commit();
            return true;
        } catch (SQLException e) {
            close();
            return false;
        }
    }

    private static Connection opened(Connections connections) throws SQLException {
        Connection opened = connections.open();
        opened.setAutoCommit(false);
        return opened;
    }

    private void order(Connection open) throws SQLException {
        long order = newOrder(open);
        int position = 1;
        for (double choice : basket()) {
            execute(open, ITEM, choice, order, position++);
        }
        execute(open, TOTAL, order);
        execute(open, PAYMENT, Long.toHexString(random.nextLong()), order);
    }

    /// In order, so that two buyers never wait for each other's products in a circle.
    private double[] basket() {
        return random.doubles(1 + random.nextInt(5)).sorted().toArray();
    }

    private long newOrder(Connection open) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(ORDER)) {
            statement.setString(1, "ring number " + random.nextInt(200) + " if nobody opens");
            statement.setDouble(2, random.nextDouble());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void execute(Connection open, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The server is gone, and the connection with it.
        }
        connection = null;
    }
}

-- Foreign keys, once both sides are there; then new rows go on where the filled ones end.

alter table orders add foreign key (customer_id) references customers;
alter table order_items add foreign key (order_id) references orders;
alter table order_items add foreign key (product_id) references products;
alter table payments add foreign key (order_id) references orders;

select setval(pg_get_serial_sequence('customers', 'customer_id'), :customers);
select setval(pg_get_serial_sequence('products', 'product_id'), :products);
select setval(pg_get_serial_sequence('orders', 'order_id'), :orders);
select setval(pg_get_serial_sequence('payments', 'payment_id'), :orders);

drop function pick(bigint, bigint, bigint);

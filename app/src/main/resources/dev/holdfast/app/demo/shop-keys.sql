-- Keys and indexes, once the rows are there. Shop runs the two halves at the same time.

alter table order_items add primary key (order_id, position);
create index order_items_product on order_items (product_id);
create index payments_order on payments (order_id);

-- half

alter table orders add primary key (order_id);
create index orders_customer on orders (customer_id, placed_at);
create index orders_open on orders (status) where status in ('placed', 'paid');
alter table payments add primary key (payment_id);
alter table customers add primary key (customer_id);
create unique index customers_email on customers (lower(email));
alter table products add primary key (product_id);
create unique index products_sku on products (sku);

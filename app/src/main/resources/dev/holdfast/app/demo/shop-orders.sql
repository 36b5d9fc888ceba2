-- Orders :first to :last with their items; the totals are the sums. Filled in by Shop.

with lines as materialized (
    select o as order_id, position, product_id,
           1 + pick(o * 10 + position, :seed + 33, 3) as quantity,
           (100 + pick(product_id, :seed + 5, 20000)) / 100.0 as unit_price,
           case when pick(o * 10 + position, :seed + 34, 4) = 0
                then 'gift for ' || word[1 + pick(o * 10 + position, :seed + 35, 16)] || ', '
                     || word[1 + pick(o * 10 + position, :seed + 36, 16)] || ' paper, card '
                     || pick(o * 10 + position, :seed + 37, 1000000) end as remark
      from generate_series(:first, :last) o,
           generate_series(1, 1 + pick(o, :seed + 31, 5)) position,
           lateral (select 1 + pick(o * 10 + position, :seed + 32, :products) as product_id) chosen,
           (select string_to_array('mother father brother sister friend neighbour colleague teacher'
                    || ' blue golden striped plain green violet dotted brown', ' ') word) words
), stored as (
    insert into order_items
    select order_id, position, product_id, quantity, unit_price, remark from lines
), sums as (
    select order_id, sum(quantity * unit_price) as total from lines group by order_id
)
insert into orders
select o.order_id,
       1 + pick(o.order_id, :seed + 41, :customers),
       (array['delivered', 'delivered', 'delivered', 'delivered', 'shipped', 'paid', 'returned',
              'delivered'])[1 + pick(o.order_id, :seed + 42, 8)],
       placed.at,
       placed.at + pick(o.order_id, :seed + 44, 259200) * interval '1 second',
       street[1 + pick(o.order_id, :seed + 45, 8)] || ' ' || (1 + pick(o.order_id, :seed + 46, 180))
           || ', ' || lpad(pick(o.order_id, :seed + 47, 100000)::text, 5, '0') || ' '
           || city[1 + pick(o.order_id, :seed + 48, 10)],
       case when pick(o.order_id, :seed + 49, 3) = 0
            then 'please leave the parcel ' || place[1 + pick(o.order_id, :seed + 50, 8)]
                 || ' and ring number ' || pick(o.order_id, :seed + 51, 200)
                 || ' if nobody opens' end,
       o.total
  from sums o,
       lateral (select timestamptz '2023-06-01 00:00Z'
                    + (o.order_id * 250 + pick(o.order_id, :seed + 43, 3600))
                    * interval '1 second' as at) placed,
       (select string_to_array('Station Road,Market Street,Lindenallee,Rue du Port,Mill Lane,'
                    || 'Via Roma,Hafenstrasse,Church Square', ',') street,
               string_to_array('Antwerp Bergen Bologna Cork Dresden Ghent Krakow Lyon Porto'
                    || ' Utrecht', ' ') city,
               string_to_array('behind the shed,with the neighbour,at the back door,in the garage,'
                    || 'under the stairs,at the reception,in the blue box,on the balcony', ',')
                   place) words
 order by o.order_id;

insert into payments
select o.order_id, o.order_id,
       (array['card', 'card', 'transfer', 'wallet', 'invoice'])[1 + pick(o.order_id, :seed + 61, 5)],
       o.total,
       'TX' || upper(to_hex(hashint8extended(o.order_id, :seed + 62))),
       o.placed_at + pick(o.order_id, :seed + 63, 600) * interval '1 second'
  from orders o
 where o.order_id between :first and :last
 order by o.order_id;

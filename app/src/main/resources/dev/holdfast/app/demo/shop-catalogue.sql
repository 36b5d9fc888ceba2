-- Products and customers. :seed, :products and :customers are filled in by Shop.

insert into products
select p,
       'SKU-' || lpad(p::text, 6, '0'),
       initcap(look[1 + pick(p, :seed + 1, 12)] || ' ' || thing[1 + pick(p, :seed + 2, 14)]),
       (select string_agg((look || thing || verb)[1 + pick(p * 1000 + word, :seed + 3, 40)], ' ')
          from generate_series(1, 40 + pick(p, :seed + 4, 60)) word),
       (100 + pick(p, :seed + 5, 20000)) / 100.0,
       100 + pick(p, :seed + 6, 900)
  from generate_series(1, :products) p,
       (select string_to_array('red blue quiet sturdy light compact folding classic silver'
                    || ' wooden round cordless', ' ') look,
               string_to_array('lamp chair kettle bicycle notebook tent radio cushion ladder'
                    || ' backpack table clock drill mirror', ' ') thing,
               string_to_array('folds lasts fits shines for with your every home garden'
                    || ' journey without effort', ' ') verb) words;

insert into customers
select c,
       lower(first[1 + pick(c, :seed + 11, 16)]) || '.' || lower(last[1 + pick(c, :seed + 12, 16)])
           || c || '@' || host[1 + pick(c, :seed + 13, 4)],
       first[1 + pick(c, :seed + 11, 16)] || ' ' || last[1 + pick(c, :seed + 12, 16)],
       street[1 + pick(c, :seed + 14, 8)] || ' ' || (1 + pick(c, :seed + 15, 180)),
       lpad(pick(c, :seed + 16, 100000)::text, 5, '0'),
       city[1 + pick(c, :seed + 17, 10)],
       country[1 + pick(c, :seed + 18, 6)],
       '+' || (30 + pick(c, :seed + 19, 20)) || ' ' || (100000000 + pick(c, :seed + 20, 900000000)),
       jsonb_build_object('newsletter', pick(c, :seed + 21, 2) = 0, 'language',
           (array['en', 'de', 'fr', 'nl'])[1 + pick(c, :seed + 22, 4)]),
       timestamptz '2021-01-01 00:00Z' + pick(c, :seed + 23, 126230400) * interval '1 second',
       timestamptz '2026-01-01 00:00Z' + pick(c, :seed + 24, 23328000) * interval '1 second'
  from generate_series(1, :customers) c,
       (select string_to_array('Ada Alan Barbara Carl Dana Edgar Frances Grace Hedy Ivan Jean'
                    || ' Karen Linus Margaret Niklaus Radia', ' ') first,
               string_to_array('Almeida Brandt Costa Dubois Eriksen Fischer Garcia Hansen Ivanov'
                    || ' Jansen Kowalski Larsen Moreau Novak Okafor Petrov', ' ') last,
               string_to_array('example.org example.com example.net mail.example', ' ') host,
               string_to_array('Station Road,Market Street,Lindenallee,Rue du Port,Mill Lane,'
                    || 'Via Roma,Hafenstrasse,Church Square', ',') street,
               string_to_array('Antwerp Bergen Bologna Cork Dresden Ghent Krakow Lyon Porto'
                    || ' Utrecht', ' ') city,
               string_to_array('BE NO IT IE DE NL', ' ') country) words;

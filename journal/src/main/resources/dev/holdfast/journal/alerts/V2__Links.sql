-- A person who follows the link in a message shows that its route leads to somebody. Times are
-- milliseconds since 1970-01-01T00:00:00Z; alerts are ids with a blank in between.

alter table route_test drop column token;
alter table route_test drop column received;

create table alert_link (
  hash     text    not null primary key,
  route    text    not null,
  alerts   text    not null,
  created  integer not null,
  received integer
) strict;

create table route_receipt (
  route text    not null primary key,
  at    integer not null
) strict;

pragma user_version = 2;

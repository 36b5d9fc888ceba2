-- Times are milliseconds since 1970-01-01T00:00:00Z, widths are seconds.

create table series (
  id       integer primary key,
  database text    not null,
  name     text    not null,
  object   text    not null,
  unique (database, name, object)
) strict;

-- Each sample goes into a point of each width; the older, the wider is what is kept.
create table point (
  series  integer not null,
  width   integer not null,
  start   integer not null,
  count   integer not null,
  low     real    not null,
  high    real    not null,
  sum     real    not null,
  last    real    not null,
  last_at integer not null,
  primary key (series, width, start)
) strict, without rowid;

-- What is expected to stay, and since when it is different.
create table fact (
  database text not null,
  check_   text not null,
  object   text not null,
  text     text not null,
  primary key (database, check_, object)
) strict, without rowid;

create table accepted (
  database        text not null,
  check_          text not null,
  different_since integer,
  primary key (database, check_)
) strict, without rowid;

pragma user_version = 1;

-- Times are milliseconds since 1970-01-01T00:00:00Z.

create table alert (
  id           text    not null primary key,
  database     text    not null,
  check_       text    not null,
  state        text    not null,
  message      text    not null,
  hint         text    not null,
  opened       integer not null,
  seen         integer not null,
  told         integer,
  acknowledged text,
  resolved     integer
) strict;

create unique index alert_open on alert (database, check_) where resolved is null;

create table notice (
  id       integer primary key autoincrement,
  route    text    not null,
  kind     text    not null,
  alert    text    not null,
  database text    not null,
  check_   text    not null,
  state    text    not null,
  message  text    not null,
  hint     text    not null,
  opened   integer not null,
  created  integer not null,
  attempts integer not null,
  due      integer not null,
  problem  text,
  accepted integer
) strict;

create index notice_waiting on notice (route, due) where accepted is null;

create table silence (
  id       integer primary key autoincrement,
  check_   text    not null,
  database text    not null,
  until    integer not null,
  reason   text    not null,
  by_      text    not null
) strict;

create table route_test (
  route    text    not null primary key,
  at       integer not null,
  accepted integer not null,
  problem  text    not null,
  token    text    not null,
  received integer
) strict;

pragma user_version = 1;

-- Times are milliseconds since 1970-01-01T00:00:00Z.

create table operation (
  id               text    not null primary key,
  kind             text    not null,
  subject          text    not null,
  request          text    not null,
  state            text    not null,
  actor            text    not null,
  host             text    not null,
  machine          text    not null,
  pid              integer not null,
  process_started  integer not null,
  started          integer not null,
  heartbeat        integer not null,
  finished         integer,
  cancel_requested integer not null default 0,
  steps            text    not null default '[]',
  result           text,
  problem_code     text,
  problem_message  text,
  problem_hint     text
) strict;

-- Two running operations of one kind never share a subject, whichever processes run them.
create unique index operation_running on operation (kind, subject) where state = 'running';
create index operation_started on operation (started);

-- Its hashes are described in docs/reference/journal.md. autoincrement keeps the highest seq ever
-- given, so that entries missing at the end are noticed.
create table journal (
  seq           integer primary key autoincrement,
  time          integer not null,
  actor         text    not null,
  kind          text    not null,
  subject       text    not null,
  operation     text,
  outcome       text    not null,
  details       text    not null,
  previous_hash text    not null,
  hash          text    not null unique
) strict;

create index journal_operation on journal (operation);

create trigger journal_no_update before update on journal
begin select raise(abort, 'the journal is append-only'); end;

create trigger journal_no_delete before delete on journal
begin select raise(abort, 'the journal is append-only'); end;

pragma user_version = 1;

-- Personal tokens for the API and the console: the SHA-256 of each, never a token itself.

create table access_token (
  name       text    not null primary key,
  role       text    not null,
  hash       text    not null unique,
  created    integer not null,
  created_by text    not null,
  expires    integer
) strict;

pragma user_version = 2;

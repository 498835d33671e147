-- Every statement can be run twice: an engine without transactional DDL may be stopped between two of them.
-- Texts are compared byte for byte. Moments are milliseconds since the Unix epoch.

create table if not exists rolemap_connection (
    org_id ${text} not null,
    id ${text} not null,
    kind ${text} not null,
    provider_key ${text} not null,
    display_name ${text},
    groups_claim ${text} not null,
    default_role_id bigint,
    enabled boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    constraint rolemap_connection_pkey primary key (org_id, id)
);

-- Unique across organisations, and therefore a table of its own: in rolemap_connection such a constraint would keep
-- that table from being partitioned by organisation.
create table if not exists rolemap_provider_key (
    provider_key ${text} not null,
    org_id ${text} not null,
    connection_id ${text} not null,
    constraint rolemap_provider_key_pkey primary key (provider_key),
    constraint rolemap_provider_key_connection_key unique (org_id, connection_id),
    constraint rolemap_provider_key_connection_fkey foreign key (org_id, connection_id)
        references rolemap_connection (org_id, id) on delete cascade
);

-- A group has up to 4,096 bytes, an index entry about 2,700: the digest of its UTF-8 form stands in for it.
-- The digest stands before the connection in its key: of two keys that begin alike PostgreSQL, as long as it has no
-- statistics of a new table, may take the wrong one, and read all mappings of a connection to find one.
create table if not exists rolemap_group_role_mapping (
    org_id ${text} not null,
    connection_id ${text} not null,
    id ${text} not null,
    external_group ${text} not null,
    external_group_sha256 ${sha256} not null,
    role_id bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    constraint rolemap_group_role_mapping_pkey primary key (org_id, connection_id, id),
    constraint rolemap_group_role_mapping_group_key unique (org_id, external_group_sha256, connection_id),
    constraint rolemap_group_role_mapping_connection_fkey foreign key (org_id, connection_id)
        references rolemap_connection (org_id, id) on delete cascade,
    constraint rolemap_group_role_mapping_sha256_check check (octet_length(external_group_sha256) = 32)
);

-- Looked up before the organisation is known, and so by the id alone.
create table if not exists rolemap_api_key (
    id ${text} not null,
    org_id ${text} not null,
    name ${text} not null,
    permissions ${text} not null,
    key_sha256 ${sha256} not null,
    created_at bigint not null,
    expires_at bigint,
    constraint rolemap_api_key_pkey primary key (id),
    constraint rolemap_api_key_sha256_check check (octet_length(key_sha256) = 32)
);

create index if not exists rolemap_api_key_org_idx on rolemap_api_key (org_id, created_at, id);

-- One row, from the first start on.
create table if not exists rolemap_installation (
    id smallint not null,
    operator_key_sha256 ${sha256},
    constraint rolemap_installation_pkey primary key (id),
    constraint rolemap_installation_one_row_check check (id = 1),
    constraint rolemap_installation_sha256_check check (octet_length(operator_key_sha256) = 32)
);

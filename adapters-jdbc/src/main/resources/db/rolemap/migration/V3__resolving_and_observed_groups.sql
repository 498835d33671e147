-- Every statement can be run twice, as in the first version. Each is a transaction of its own (see the file beside this
-- one): none holds a table while it waits for another, so that replicas of the version before, which go on working, wait
-- for moments only. They know nothing of the new columns, which may be null therefore.

-- Of connections that are there already groups are observed from now on; and of those that a replica of the version
-- before makes, from their beginning. The clock is the database's, because there is no other here.
alter table rolemap_connection add column if not exists groups_observed_since bigint
    default cast(floor(extract(epoch from current_timestamp) * 1000) as bigint);

-- Digests of what is left of the group when people overlook what they overlook, and of the same of a path's last
-- segment; none where the group is no path. For hints only: one that is missing costs no more than a hint.
alter table rolemap_group_role_mapping add column if not exists group_skeleton ${digest};

alter table rolemap_group_role_mapping add column if not exists last_segment ${digest};

-- With which groups people came. Moments are whole hours.
create table if not exists rolemap_observed_group (
    org_id ${text} not null,
    connection_id ${text} not null,
    external_group_sha256 ${sha256} not null,
    external_group ${text} not null,
    first_seen bigint not null,
    last_seen bigint not null,
    sightings bigint not null,
    constraint rolemap_observed_group_pkey primary key (org_id, connection_id, external_group_sha256),
    constraint rolemap_observed_group_connection_fkey foreign key (org_id, connection_id)
        references rolemap_connection (org_id, id) on delete cascade,
    constraint rolemap_observed_group_sha256_check check (octet_length(external_group_sha256) = 32)
);

-- Only for lists, as that of the mappings is.
create index if not exists rolemap_observed_group_page_idx
    on rolemap_observed_group (org_id, connection_id, first_seen, external_group_sha256) ${for_pages};

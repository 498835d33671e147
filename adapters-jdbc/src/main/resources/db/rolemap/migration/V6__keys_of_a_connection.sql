-- Every statement can be run twice, and each is a transaction of its own, as in the third version.

-- The keys of the fifth version begin with what is looked for, and so spread the mappings of a connection over all of an
-- index. These begin with the connection: a person comes through one, and two hundred groups are looked up in the few
-- pages where its mappings stand, however many others there are.

-- What keeps PostgreSQL from a key that only begins alike, and so from reading a whole connection for one mapping, is
-- that each kind of key has names of its own for the collation of its columns: the primary key none, that of the groups
-- one for the connection, those of look-alikes for the organisation too. Of these two the conditions tell which is which.

create unique index if not exists rolemap_group_role_mapping_connection_group_idx
    on rolemap_group_role_mapping (org_id, connection_id ${not_of_primary_key}, external_group_sha256) ${with_answer};

-- Not before the other one is there: a connection has a group once at every moment.
drop index if exists rolemap_group_role_mapping_group_idx;

create index if not exists rolemap_group_role_mapping_connection_skeleton_idx
    on rolemap_group_role_mapping
    (org_id ${not_of_primary_key}, connection_id ${not_of_primary_key}, group_skeleton) ${for_skeletons};

drop index if exists rolemap_group_role_mapping_skeleton_idx;

create index if not exists rolemap_group_role_mapping_connection_segment_idx
    on rolemap_group_role_mapping
    (org_id ${not_of_primary_key}, connection_id ${not_of_primary_key}, last_segment) ${for_paths};

drop index if exists rolemap_group_role_mapping_last_segment_idx;

-- Every statement can be run twice, and each is a transaction of its own, as in the third version. In the fourth, which
-- is written in Java, the digests are filled in: rows are changed faster without these indexes.

-- The connection stands in them under another name of the same collation. Without statistics PostgreSQL takes the
-- primary key for as good as any other key that has the organisation and the connection, and the one that is less deep
-- for the best: then it would read a whole connection for one mapping. Whoever compares the connection by that name
-- can't be led to the primary key.
create index if not exists rolemap_group_role_mapping_skeleton_idx
    on rolemap_group_role_mapping (org_id, group_skeleton, connection_id ${not_of_primary_key});

create index if not exists rolemap_group_role_mapping_last_segment_idx
    on rolemap_group_role_mapping (org_id, last_segment, connection_id ${not_of_primary_key}) ${for_paths};

-- Takes the place of the constraint below, and carries what resolving wants to know, so that it need not read the table.
create unique index if not exists rolemap_group_role_mapping_group_idx
    on rolemap_group_role_mapping (org_id, external_group_sha256, connection_id ${not_of_primary_key}) ${with_answer};

-- Not before the other one is there: a connection has a group once at every moment.
alter table rolemap_group_role_mapping drop constraint if exists rolemap_group_role_mapping_group_key;

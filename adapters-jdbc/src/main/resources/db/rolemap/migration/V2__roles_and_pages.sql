-- Every statement can be run twice, as in the first version.

-- The catalogues of roles. Neither mappings nor connections refer to it: while an organisation has no catalogue, they
-- grant any role.
create table if not exists rolemap_role (
    org_id ${text} not null,
    role_id bigint not null,
    name ${text} not null,
    created_at bigint not null,
    updated_at bigint not null,
    constraint rolemap_role_pkey primary key (org_id, role_id)
);

-- In the order of a connection's list. Without statistics PostgreSQL would take this one to find a single mapping too,
-- and read the whole connection: on PostgreSQL it serves only who states its condition, which holds for every mapping.
-- The condition must not follow from one by which single mappings are found, as that of an id would.
create index if not exists rolemap_group_role_mapping_page_idx
    on rolemap_group_role_mapping (org_id, connection_id, created_at, id) ${for_pages};

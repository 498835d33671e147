create table customer (
    org_id varchar(128) primary key,
    name varchar(100) not null
);

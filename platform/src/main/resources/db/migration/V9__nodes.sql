-- Which nodes are here to move a processor, so that they can share its segments. What they say is
-- good for seconds only, and lost with a crash of the database, after which they say it again.
create unlogged table projection_node (
    processor  text        not null,
    node       text        not null,
    here_until timestamptz not null,
    primary key (processor, node)
);

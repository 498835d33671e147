package io.rolemap.benchmark;

/** Where a server's data is. */
record Database(String url, String user, String password) {}

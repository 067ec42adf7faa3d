package redis.clients;

/** Stands for Redis' client, so that a fixture can use it where it must not. */
public final class StandIn {}

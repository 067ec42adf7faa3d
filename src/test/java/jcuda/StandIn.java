package jcuda;

/** Stands for CUDA's driver, so that a fixture can use it where it must not. */
public final class StandIn {}

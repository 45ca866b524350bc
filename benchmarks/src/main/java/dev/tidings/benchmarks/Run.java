package dev.tidings.benchmarks;

/**
 * One run of requests at a server.
 *
 * @param perSecond how many were served in a second
 * @param cpuMicros the server's time on a processor for each, in microseconds
 */
record Run(double perSecond, double cpuMicros) {}

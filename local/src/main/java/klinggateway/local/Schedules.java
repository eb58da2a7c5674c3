package klinggateway.local;

/** When the schedules of a template run. */
public enum Schedules {
    /** Once at the start, then at their rates. */
    AT_ONCE,
    /** At their rates, the first time after one interval. */
    AT_RATE,
    /** Only when {@link LocalGateway#runSchedule} says so. */
    ON_DEMAND
}

package klinggateway.local;

/** When the schedules of a template run. Those with a time of day run at that time, or when {@link #ON_DEMAND} says so. */
public enum Schedules {
    /** Once at the start, then at their rates. */
    AT_ONCE,
    /** At their rates, the first time after one interval. */
    AT_RATE,
    /** Only when {@link LocalGateway#runSchedule} says so. */
    ON_DEMAND
}

package klinggateway.crash;

/** A small story that a crash can interrupt anywhere. Whatever it leaves undone, time does. */
record Scenario(String name, int concurrency, Story story) {

    /** It plays in a world with the key {@code buyer}. */
    interface Story {
        void play(World world);
    }

    @Override
    public String toString() {
        return name;
    }
}

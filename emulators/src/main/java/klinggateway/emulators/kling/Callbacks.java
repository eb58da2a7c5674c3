package klinggateway.emulators.kling;

/** Sends what a task's callback URL is to hear of. */
interface Callbacks {

    /** Sends everything that is due and waits until it has been heard or given up. */
    void sendDue();
}

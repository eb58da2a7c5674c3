package klinggateway.emulators.kling;

import java.util.List;

/** Where tasks outlive the process, if anywhere. */
interface TaskStore {

    /** What an earlier process left, oldest first. */
    List<Task> tasks();

    void put(Task task);

    /** Keeps nothing; the account's own memory is all there is. */
    static TaskStore none() {
        return new TaskStore() {
            @Override
            public List<Task> tasks() {
                return List.of();
            }

            @Override
            public void put(Task task) {
                // The account has it in memory already.
            }
        };
    }
}

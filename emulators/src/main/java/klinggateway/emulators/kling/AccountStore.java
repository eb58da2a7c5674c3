package klinggateway.emulators.kling;

import java.util.List;

/** Where tasks and packs outlive the process, if anywhere. */
interface AccountStore {

    /** What an earlier process left, oldest first. */
    List<Task> tasks();

    void put(Task task);

    /** The packs as they were bought. */
    List<Pack> packs();

    void put(Pack pack);

    /** Keeps nothing; the account's own memory is all there is. */
    static AccountStore none() {
        return new AccountStore() {
            @Override
            public List<Task> tasks() {
                return List.of();
            }

            @Override
            public void put(Task task) {
                // The account has it in memory already.
            }

            @Override
            public List<Pack> packs() {
                return List.of();
            }

            @Override
            public void put(Pack pack) {
                // The account has it in memory already.
            }
        };
    }
}

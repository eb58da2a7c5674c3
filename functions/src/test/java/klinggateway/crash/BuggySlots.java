package klinggateway.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import klinggateway.job.Slots;

/** Slots with a mistake. */
final class BuggySlots {

    private BuggySlots() {}

    /** Nobody gives anything back, not even the sweep. */
    static Slots neverFreeing(Slots real) {
        return (Slots) Proxy.newProxyInstance(
                BuggySlots.class.getClassLoader(), new Class<?>[] {Slots.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("free")) {
                        return false;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

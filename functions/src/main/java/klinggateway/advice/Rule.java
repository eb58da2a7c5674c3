package klinggateway.advice;

import java.util.List;

/** Looks for one sort of thing that could be done better. */
@FunctionalInterface
interface Rule {

    /** All there is of this sort. What saves less than {@link Advisor#FLOOR_MICRO_USD} is dropped afterwards. */
    List<Advice> in(History history);
}

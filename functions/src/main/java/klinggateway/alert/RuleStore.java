package klinggateway.alert;

import java.util.List;

/** The rules that operators have made or changed. Reads are strongly consistent. */
public interface RuleStore {

    List<Rule> all();

    /**
     * Adds a rule of an id that there is none of, if fewer than {@code most} were added and not removed.
     *
     * @return whether it was added
     */
    boolean add(Rule rule, int most);

    /**
     * Writes {@code next} if nobody has written the rule since it was read; if that has the version 0, if there is none.
     *
     * @return whether it was written
     */
    boolean replace(Rule read, Rule next);

    /** Removes a rule that was added, if it is there, which makes room for another one. */
    void remove(String id);

    /** Removes what one that comes with the gateway was changed to, if it was. */
    void restore(String id);
}

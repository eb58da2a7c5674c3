package klinggateway.alert;

import java.util.List;

/** The rules that operators have made or changed. Reads are strongly consistent. */
public interface RuleStore {

    List<Rule> all();

    /** Puts a rule in place of what has its id. */
    void put(Rule rule);

    /** Removes a rule, if it is there. */
    void delete(String id);
}

package klinggateway.job;

/** What keys have spent. Written with the jobs themselves, so it is read here only. */
public interface Budgets {

    /** One period of a key; nothing spent if there was no job in it. Strongly consistent, without its limit. */
    Budget find(String keyId, String period);
}

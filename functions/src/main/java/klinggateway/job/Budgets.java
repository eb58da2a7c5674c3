package klinggateway.job;

import java.util.List;

/** What keys have spent. Written with the jobs themselves, so it is read here only. */
public interface Budgets {

    /** A key's spending in one period: a month such as {@code 2026-11}, or {@link Budget#TOTAL}. */
    record Account(String keyId, String period) {}

    /** One budget per account, in the same order; nothing spent if there was no job. Strongly consistent, without limits. */
    List<Budget> find(List<Account> accounts);
}

package klinggateway.usage;

import java.time.Instant;

/**
 * One line of the ledger.
 *
 * @param at when it was written; an item that had to be written again carries the later moment, so a minute that ended a
 *     while ago cannot receive another item. For what was made elsewhere it is when that ended, and its minute is reopened
 */
public record UsageItem(Instant at, UsageEntry entry) {}

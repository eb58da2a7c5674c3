package klinggateway.emulators.aws;

/**
 * What requests consume, by the rules of DynamoDB's developer guide (<i>DynamoDB read and write operations</i>): blocks of 4 KB
 * read and of 1 KB written, and one block where there is nothing.
 */
public final class ConsumedCapacity {

    private static final long READ_BLOCK = 4_096;
    private static final long WRITE_BLOCK = 1_024;

    private ConsumedCapacity() {}

    /** The read units for one item, or for what one page of a query adds up to: half as many if not consistent. */
    public static double read(long bytes, boolean consistent) {
        return blocks(bytes, READ_BLOCK) * (consistent ? 1 : 0.5);
    }

    /** The write units for one item, whose size is the larger one of before and after. */
    public static double write(long bytes) {
        return blocks(bytes, WRITE_BLOCK);
    }

    /** The write units for one item written in a transaction. */
    public static double writeInTransaction(long bytes) {
        return 2 * write(bytes);
    }

    private static long blocks(long bytes, long block) {
        return Math.max(1, Math.ceilDiv(bytes, block));
    }
}

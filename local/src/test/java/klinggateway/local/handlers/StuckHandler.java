package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits until it is interrupted, and counts the interrupts. */
public final class StuckHandler implements RequestStreamHandler {

    public static final AtomicInteger INTERRUPTS = new AtomicInteger();

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            INTERRUPTS.incrementAndGet();
            Thread.currentThread().interrupt();
        }
    }
}

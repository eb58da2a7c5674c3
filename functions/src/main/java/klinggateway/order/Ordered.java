package klinggateway.order;

import klinggateway.catalogue.Sale;
import klinggateway.job.JobRequest;

/** An order that can be had, and what its caller wants beside the generation. */
public record Ordered(Sale.Sold sold, JobRequest.Extras extras) {}

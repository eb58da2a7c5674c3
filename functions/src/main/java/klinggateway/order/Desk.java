package klinggateway.order;

import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Refresh;
import klinggateway.lifecycle.Waiting;

/** All that callers can have done for them, whichever of the gateway's APIs they come by: to order, to ask, to wait and to cancel. */
public record Desk(Sales sales, Purchase purchase, Refresh refresh, Waiting waiting, Cancel cancel) {}

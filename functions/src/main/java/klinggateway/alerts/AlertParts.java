package klinggateway.alerts;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Rules;
import klinggateway.alert.Watch;
import klinggateway.keys.KeyStore;
import klinggateway.log.EventLog;

/** The parts of the function, put together. */
record AlertParts(Round round, RuleRequests requests, AlertLists lists, Samples samples) {

    static AlertParts of(
            Rules rules,
            AlertStore alerts,
            Watch watch,
            KeyStore keys,
            Outlets outlets,
            Optional<String> publicUrl,
            EventLog log,
            RandomGenerator random) {
        InstantSource clock = outlets.clock();
        Messenger messenger = new Messenger(alerts, outlets, publicUrl, log, clock, random);
        RuleRequests requests = new RuleRequests(rules, keys, outlets.secrets(), outlets.targets(), clock, random);
        return new AlertParts(
                new Round(rules, alerts, watch, messenger, log, clock, random),
                requests,
                new AlertLists(rules, alerts, requests, clock),
                new Samples(outlets, publicUrl, clock, random));
    }
}
